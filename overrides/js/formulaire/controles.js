/**
 * The checks of the contribution form: those of `python -m scripts.validate` on the file that
 * `ecrireFiche` writes, with the same words. `regles` is `assets/contribuer.json`
 * (`scripts/sorties/regles_formulaire.py` says what it holds).
 */
import { nouveauxConstats, numero } from "./constats.js";
import { citations, decouper, verifierSyntaxe } from "./corps.js";
import { ecrireLignes } from "./ecriture.js";
import { conseiller, conseillerMotsCles, verifierSources } from "./citations.js";
import { verifierDoubles, verifierLiens, verifierNom } from "./ensemble.js";
import { verifierEntete } from "./entete.js";
import { debut, enUneLigne, longueur, motif, surChaqueTexte } from "./textes.js";

/**
 * Everything that is to be mended or could be better, in the order of the file.
 *
 * Texts of the front matter are taken on one line, without spaces around; a choice not made is null.
 * Advice has "conseil" as `gravite`, the rest "faute".
 * @param {import("./ecriture.js").Saisie} saisie
 * @param {any} regles
 * @returns {import("./constats.js").Constat[]}
 */
export function controler(saisie, regles) {
  const { noter, lister } = nouveauxConstats(regles);
  const lignes = ecrireLignes(saisie, regles);
  const situer = (/** @type {string} */ champ) => ({ champ, numero: numeroDe(champ, lignes) });
  verifierNom(saisie.slug, regles, situer, noter);
  const taille = new TextEncoder().encode(lignes.map(({ texte }) => `${texte}\n`).join("")).length;
  if (taille > regles.limites.taille) {
    const plusLongue = Object.entries(saisie.sections).reduce((a, b) => (b[1].length > a[1].length ? b : a), ["", ""]);
    noter(situer(`section:${plusLongue[0]}`), "fichier-trop-gros", { limite: regles.limites.taille / 1000 });
    return lister();
  }

  const entete = enUneLigne(saisie.entete);
  signalerInvisibles(lignes, entete, regles, noter);
  const propre = surChaqueTexte(entete, (texte) => sansInvisibles(texte, regles));
  const valide = verifierEntete(propre, regles, (chemin, code, valeurs) =>
    noter(situer(chemin.join(".")), code, valeurs),
  );
  const corps = lireCorps(lignes, regles, noter);
  const sections = decouper(corps, regles, noter);
  verifierSyntaxe(corps, regles, noter);
  const rempli = !corps.some(({ texte }) => texte.includes(regles.a_remplir));
  if (rempli) {
    const citees = citations(corps, regles, noter);
    verifierSources(propre.sources, citees, regles, situer, noter);
    conseiller(sections, citees, regles, noter);
  }
  verifierLiens(corps, saisie.slug, regles, noter);
  if (valide && rempli) conseillerMotsCles(propre, sections, regles, situer, noter);
  if (valide) verifierDoubles(propre, regles, situer, noter);
  return lister();
}

/**
 * The lines of the body as the other checks see them: what is said here is blanked or cut.
 * @param {import("./ecriture.js").Ligne[]} lignes
 * @param {any} regles
 * @param {import("./constats.js").Noter} noter
 */
function lireCorps(lignes, regles, noter) {
  const { motifs, limites } = regles;
  return lignes.slice(lignes.findLastIndex(({ champ }) => champ === "slug") + 1).map((ligne) => {
    const texte = sansInvisibles(ligne.texte, regles);
    if (motif(motifs.conflit).test(texte)) {
      noter(ligne, "conflit-de-fusion", { extrait: debut(texte, 30) });
      return { ...ligne, texte: "" };
    }
    const nombre = longueur(texte);
    if (nombre > limites.ligne) noter(ligne, "ligne-trop-longue", { longueur: nombre, maximum: limites.ligne });
    return { ...ligne, texte: debut(texte, limites.ligne).trimEnd() };
  });
}

/**
 * The line where a field is written, or where the group that holds it starts.
 * @param {string} champ
 * @param {import("./ecriture.js").Ligne[]} lignes
 */
function numeroDe(champ, lignes) {
  for (let parties = champ.split("."); parties.length; parties = parties.slice(0, -1)) {
    const chemin = parties.join(".");
    const trouvee = lignes.find((ligne) => ligne.champ === chemin || ligne.champ.startsWith(`${chemin}.`));
    if (trouvee) return trouvee.numero;
  }
  return 1;
}

/**
 * Say tabs and invisible characters, once a line each, in the field that holds them.
 * @param {import("./ecriture.js").Ligne[]} lignes
 * @param {any} entete
 * @param {any} regles
 * @param {import("./constats.js").Noter} noter
 */
function signalerInvisibles(lignes, entete, regles, noter) {
  for (const ligne of lignes) {
    const lieu = (/** @type {string} */ signe) => ({ ...ligne, champ: champDuSigne(ligne.champ, entete, signe) });
    if (ligne.texte.includes("\t")) noter(lieu("\t"), "tabulation");
    const invisible = ligne.texte.replaceAll("\t", " ").match(invisibles(regles, "u"))?.[0];
    if (!invisible) continue;
    const code = numero(invisible).toUpperCase();
    const nom = regles.caracteres[code] ?? "caractère de contrôle";
    noter(lieu(invisible), "caractere-interdit", { caractere: `U+${code} (${nom})` });
  }
}

/**
 * The field that holds a character, among those written on one line.
 * @param {string} champ
 * @param {any} entete
 * @param {string} signe
 * @returns {string}
 */
function champDuSigne(champ, entete, signe) {
  const valeur = champ.split(".").reduce((v, nom) => v?.[nom], entete);
  if (valeur === null || typeof valeur !== "object") return champ;
  const nom = Object.keys(valeur).find((cle) => contient(valeur[cle], signe));
  return nom === undefined ? champ : champDuSigne(`${champ}.${nom}`, entete, signe);
}

/**
 * Whether a value, or one inside it, holds a character.
 * @param {any} valeur
 * @param {string} signe
 * @returns {boolean}
 */
function contient(valeur, signe) {
  if (valeur === null || typeof valeur !== "object") return String(valeur).includes(signe);
  return Object.values(valeur).some((element) => contient(element, signe));
}

/**
 * A text with a space in the place of tabs and invisible characters.
 * @param {string} texte
 * @param {any} regles
 */
function sansInvisibles(texte, regles) {
  return texte.replaceAll("\t", " ").replace(invisibles(regles, "gu"), " ");
}

/**
 * @param {any} regles
 * @param {string} drapeaux
 */
function invisibles(regles, drapeaux) {
  const categories = regles.categories.map((/** @type {string} */ nom) => `\\p{${nom}}`).join("");
  return motif(`[${categories}]|${regles.motifs.vides}`, drapeaux);
}
