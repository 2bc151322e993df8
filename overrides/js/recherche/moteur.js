/**
 * The search engine: loads the prebuilt index once, then answers queries.
 *
 * What the rest of the site knows of it is `chargerMoteur` and the shape of its answers; the index
 * behind them may change.
 *
 * @typedef {{ sorte: "fiche" | "terme" | "page", slug: string, titre?: string, adresse?: string, resume?: string }} Trouve
 * @typedef {{ trouves: Trouve[], mots: number, couverts: number }} Reponse
 *   `trouves` best first; `couverts` of the query's `mots` words are in every fiche found
 * @typedef {{ chercher: (texte: string) => Reponse | null }} Moteur
 *   the answer is null where the query has no word worth searching
 */
import { cles, decouperEnMots } from "./mots.js";
import { plier } from "./normalisation.js";

/** A term or a guide page stands beside the fiches only if the query names it. */
const CHAMPS_QUI_NOMMENT = ["titre", "mots"];
const LETTRES_POUR_UN_PREFIXE = 3;
const POIDS_D_UN_PREFIXE = 0.4;

/**
 * @param {string} racine the site's root, relative to this page
 * @returns {Promise<Moteur>}
 */
export async function chargerMoteur(racine) {
  const [donnees] = await Promise.all([lireIndex(racine), chargerLunr(racine)]);
  const lunr = /** @type {any} */ (window).lunr;
  const index = lunr.Index.load(donnees.index);
  const vides = new Set(donnees.mots_vides);

  return {
    chercher(texte) {
      const mots = [...new Set(decouperEnMots(texte).filter((mot) => !vides.has(plier(mot))))];
      if (!mots.length) return null;
      const termes = mots.map((mot) => cles(mot, lunr.fr.stemmer));
      const debut = plier(mots.at(-1) ?? "");
      const prefixe = debut.length >= LETTRES_POUR_UN_PREFIXE ? debut : null;

      const brutes = index.query((/** @type {any} */ requete) => {
        for (const cle of new Set(termes.flat())) requete.term(cle, { usePipeline: false });
        if (prefixe) {
          requete.term(prefixe, {
            usePipeline: false,
            wildcard: lunr.Query.wildcard.TRAILING,
            boost: POIDS_D_UN_PREFIXE,
          });
        }
      });
      const notes = brutes.map((/** @type {any} */ brute) => ({
        ref: /** @type {string} */ (brute.ref),
        score: brute.score,
        couverts: compterMots(presents(brute.ref, brute.matchData.metadata), termes, prefixe),
      }));
      const desFiches = notes.filter((/** @type {any} */ note) => note.ref.startsWith("fiche:"));
      const couverts = Math.max(0, ...desFiches.map((/** @type {any} */ note) => note.couverts));
      const trouves = notes
        .filter((/** @type {any} */ note) => note.couverts >= (note.ref.startsWith("fiche:") ? couverts : mots.length))
        .map((/** @type {any} */ note) => decrire(note.ref, donnees.documents));
      return { trouves, mots: mots.length, couverts };
    },
  };
}

/**
 * The index terms that count for a document.
 * @param {string} ref
 * @param {Record<string, Record<string, unknown>>} metadonnees by index term, then by field
 */
function presents(ref, metadonnees) {
  const tous = Object.keys(metadonnees);
  if (ref.startsWith("fiche:")) return tous;
  return tous.filter((terme) => CHAMPS_QUI_NOMMENT.some((champ) => champ in metadonnees[terme]));
}

/**
 * How many words of the query a document holds.
 * @param {string[]} presents index terms met in the document
 * @param {string[][]} termes index terms of each word of the query
 * @param {string | null} prefixe start of the last word
 */
function compterMots(presents, termes, prefixe) {
  return termes.filter(
    (choix, rang) =>
      choix.some((cle) => presents.includes(cle)) ||
      (prefixe !== null && rang === termes.length - 1 && presents.some((cle) => cle.startsWith(prefixe))),
  ).length;
}

/**
 * @param {string} ref
 * @param {Record<string, [string, string, string]>} documents
 * @returns {Trouve}
 */
function decrire(ref, documents) {
  const coupe = ref.indexOf(":");
  const sorte = /** @type {Trouve["sorte"]} */ (ref.slice(0, coupe));
  const slug = ref.slice(coupe + 1);
  const [titre, adresse, resume] = documents[ref] ?? [];
  return { sorte, slug, titre, adresse, resume };
}

/** @param {string} racine */
async function lireIndex(racine) {
  const reponse = await fetch(`${racine}recherche/index.json`);
  if (!reponse.ok) throw new Error(`index: ${reponse.status}`);
  return reponse.json();
}

/**
 * lunr is a classic script, shipped by the mkdocs package.
 * @param {string} racine
 * @returns {Promise<void>}
 */
function chargerLunr(racine) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = `${racine}recherche/lunr.js`;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error("lunr"));
    document.head.append(script);
  });
}
