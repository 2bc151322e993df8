/**
 * The search engine: finds documents for a query, loading only the lots of the index that it needs.
 *
 * What the rest of the site knows of it is `chargerMoteur` and the shape of its answers; the index
 * behind them may change.
 *
 * @typedef {{ rang: number, complet: boolean, score: number }} Trouve
 *   `rang` is the document's rank in the manifest, `complet` whether it holds every word
 * @typedef {{ tape: string, terme: string, forme: string }} Correction
 * @typedef {{ fiches: Trouve[], autres: Trouve[], termes: string[], corrections: Correction[], phrases: string[][] }} Reponse
 *   best first; `termes` are the index terms that were searched
 * @typedef {[sorte: string, titre: string, adresse: string, resume: string]} Autre
 * @typedef {{ chercher: (texte: string, exact?: boolean) => Promise<Reponse | null>, autre: (rang: number) => Autre, autres: Autre[] }} Moteur
 *   the answer is null where the query has no word worth searching
 * @typedef {{ termes: Map<string, number>, tape: string, indice: number }} Mot
 *   the index terms that stand for a word, with the share that each counts
 */
import { lireDonnees } from "../donnees.js";
import { lireLot, placeDans } from "./lots.js";
import { cle } from "./mots.js";
import { plier } from "./normalisation.js";
import { corriger } from "./orthographe.js";
import { lireRequete } from "./requete.js";

const LETTRES_POUR_UN_PREFIXE = 3;
const LETTRES_POUR_CORRIGER = 5;
/** A word found in no more documents than this may be a mistake. */
const RARE = 1;
const PREFIXES_MAX = 20;
const PART_D_UN_PREFIXE = 0.7;
const PART_D_UNE_CORRECTION = 0.8;
/** A document without every word must hold this share of what the words weigh… */
const PART_SUFFISANTE = 0.5;
/** …but a question of several words shows this many of the best anyway. */
const RESTE_MIN = 10;
const MOTS_D_UNE_QUESTION = 3;

/**
 * @param {string} racine the site's root, relative to this page
 * @returns {Promise<Moteur>}
 */
export async function chargerMoteur(racine) {
  const manifeste = await lireDonnees(racine, "recherche/index.json");
  const vides = new Set(manifeste.mots_vides);
  const nombre = manifeste.fiches;
  /** @type {(import("./lots.js").Lot | undefined)[]} */
  const lots = [];
  /** @type {{ terme: string, forme: string, plie: string }[] | undefined} */
  let lesFormes;

  /** @param {number} numero */
  async function lot(numero) {
    return (lots[numero] ??= lireLot(await lireDonnees(racine, `recherche/lot-${numero}.json`)));
  }

  /** The number of the lot that would hold a term. @param {string} terme */
  const numeroDuLot = (terme) => {
    const place = placeDans(manifeste.lots, terme);
    return manifeste.lots[place] === terme ? place : Math.max(0, place - 1);
  };

  /** @param {string} terme */
  async function occurrences(terme) {
    const choisi = await lot(numeroDuLot(terme));
    const place = placeDans(choisi.termes, terme);
    return choisi.termes[place] === terme ? choisi.occurrences(place) : null;
  }

  /** The index terms that begin so. @param {string} debut */
  async function commencantPar(debut) {
    const trouves = [];
    for (let numero = numeroDuLot(debut); numero < manifeste.lots.length; numero += 1) {
      const { termes } = await lot(numero);
      for (let place = placeDans(termes, debut); place < termes.length; place += 1) {
        if (!termes[place].startsWith(debut) || trouves.length === PREFIXES_MAX) return trouves;
        trouves.push(termes[place]);
      }
    }
    return trouves;
  }

  /** Index terms with their commonest form, the commonest first. */
  async function formes() {
    const ecrites = await lireDonnees(racine, "recherche/formes.json");
    const mots = ecrites.formes.split(" ");
    return (lesFormes ??= ecrites.termes.split(" ").map((/** @type {string} */ terme, /** @type {number} */ rang) => ({
      terme,
      forme: mots[rang],
      plie: plier(mots[rang]),
    })));
  }

  /**
   * The index terms that a typed word stands for: itself; where the index lacks it, those it begins
   * (for the last word); else the nearest one.
   * @param {string} tape @param {boolean} dernier @param {boolean} exact
   * @returns {Promise<{ termes: Map<string, number>, corrige: boolean }>}
   */
  async function interpreter(tape, dernier, exact) {
    const terme = cle(tape);
    const debut = plier(tape);
    const trouvees = await occurrences(terme);
    if (trouvees && (trouvees.rangs.length > RARE || debut.length < LETTRES_POUR_CORRIGER || exact)) {
      return { termes: new Map([[terme, 1]]), corrige: false };
    }
    if (trouvees) {
      // Almost nothing is filed under this term: written so, or by the chance of a common stem?
      const connues = await formes();
      if (connues.find((connue) => connue.terme === terme)?.plie === debut) {
        return { termes: new Map([[terme, 1]]), corrige: false };
      }
      const proches = corriger(debut, terme, connues.filter((connue) => connue.terme !== terme));
      const parts = proches.map((proche) => /** @type {[string, number]} */ ([proche, PART_D_UNE_CORRECTION]));
      return { termes: new Map([...parts, [terme, 1]]), corrige: proches.length > 0 };
    }
    if (dernier && debut.length >= LETTRES_POUR_UN_PREFIXE) {
      const suites = await commencantPar(debut);
      if (suites.length) return { termes: new Map(suites.map((suite) => [suite, PART_D_UN_PREFIXE])), corrige: false };
    }
    const proches = exact || debut.length < LETTRES_POUR_CORRIGER ? [] : corriger(debut, terme, await formes());
    return { termes: new Map(proches.map((proche) => [proche, PART_D_UNE_CORRECTION])), corrige: proches.length > 0 };
  }

  return {
    autres: manifeste.autres,
    autre: (rang) => manifeste.autres[rang - nombre],

    async chercher(texte, exact = false) {
      const requete = lireRequete(texte, /** @type {Set<string>} */ (vides));
      if (!requete.mots.length) return null;
      const lus = await Promise.all(
        requete.mots.map((tape, rang) => interpreter(tape, rang === requete.mots.length - 1, exact)),
      );
      const total = nombre + manifeste.autres.length;
      /** @type {Map<number, { score: number, poids: number, mots: number }>} */
      const notes = new Map();
      let poidsTotal = 0;
      for (const { termes } of lus) {
        /** @type {Map<number, number>} */
        const parDocument = new Map();
        let rarete = Math.log(1 + total);
        for (const [terme, part] of termes) {
          const trouvees = await occurrences(terme);
          if (!trouvees) continue;
          const { rangs, paliers } = trouvees;
          const idf = Math.log(1 + (total - rangs.length + 0.5) / (rangs.length + 0.5));
          rarete = Math.min(rarete, idf);
          for (let place = 0; place < rangs.length; place += 1) {
            const score = (part * idf * paliers[place]) / manifeste.paliers;
            if (score > (parDocument.get(rangs[place]) ?? 0)) parDocument.set(rangs[place], score);
          }
        }
        poidsTotal += rarete;
        for (const [rang, score] of parDocument) {
          const note = notes.get(rang) ?? { score: 0, poids: 0, mots: 0 };
          note.score += score;
          note.poids += rarete;
          note.mots += 1;
          notes.set(rang, note);
        }
      }
      for (const mot of requete.exclus) {
        for (const rang of (await occurrences(cle(mot)))?.rangs ?? []) notes.delete(rang);
      }
      const trouves = [...notes]
        .map(([rang, note]) => ({
          rang,
          score: note.score,
          complet: note.mots === lus.length,
          suffisant: note.poids >= PART_SUFFISANTE * poidsTotal,
        }))
        .sort((a, b) => Number(b.complet) - Number(a.complet) || b.score - a.score || a.rang - b.rang);
      const fiches = trouves.filter(({ rang }) => rang < nombre);
      const suffisantes = fiches.filter(({ complet, suffisant }) => complet || suffisant);
      const assez = lus.length < MOTS_D_UNE_QUESTION ? 1 : RESTE_MIN;
      const retenues = suffisantes.length < assez ? fiches.slice(0, RESTE_MIN) : suffisantes;
      return {
        fiches: retenues,
        autres: trouves.filter(({ rang, complet }) => rang >= nombre && complet),
        termes: lus.flatMap(({ termes }) => [...termes.keys()]),
        corrections: await formuler(retenues[0]?.rang),
        phrases: requete.phrases,
      };

      /**
       * The corrections as one reads them: of several replacements, the one that the best fiche holds.
       * @param {number | undefined} premiere
       * @returns {Promise<Correction[]>}
       */
      async function formuler(premiere) {
        const corriges = lus.flatMap(({ termes, corrige }, rang) => (corrige ? [{ termes: [...termes.keys()], rang }] : []));
        if (!corriges.length) return [];
        const connues = new Map((await formes()).map(({ terme, forme }) => [terme, forme]));
        return Promise.all(
          corriges.map(async ({ termes, rang }) => {
            const presents = await Promise.all(
              termes.map(async (terme) => (await occurrences(terme))?.rangs.includes(premiere ?? -1) ?? false),
            );
            const terme = termes[Math.max(0, presents.indexOf(true))];
            return { tape: requete.mots[rang], terme, forme: connues.get(terme) ?? terme };
          }),
        );
      }
    },
  };
}
