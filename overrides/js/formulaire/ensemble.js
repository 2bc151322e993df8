/**
 * Checks against the names of the other fiches, of terms and of filters; see `scripts/recueil/controles.py`.
 *
 * @typedef {import("./ecriture.js").Ligne} Ligne
 * @typedef {import("./constats.js").Noter} Noter
 * @typedef {(champ: string) => import("./constats.js").Lieu} Situer
 */
import { plier } from "../recherche/normalisation.js";
import { liensInternes } from "./corps.js";
import { paire, suggerer, suggererValeur } from "./suggestions.js";
import { enSlug, motif } from "./textes.js";

/**
 * Every link leads to a record or a filter that exists, and not to this fiche.
 * @param {Ligne[]} corps
 * @param {string} slug
 * @param {any} regles
 * @param {Noter} noter
 */
export function verifierLiens(corps, slug, regles, noter) {
  /** @type {Record<string, string[]>} */
  const noms = { fiche: [...Object.keys(regles.fiches), slug], terme: regles.termes, parcours: regles.parcours };
  for (const { sorte, cible, ligne, colonne } of liensInternes(corps, regles)) {
    if (sorte === "catalogue") {
      verifierFiltres(cible, regles, (filtre, suggestion) =>
        noter(ligne, "filtre-inconnu", { filtre, suggestion }, colonne),
      );
    } else if (!noms[sorte].includes(cible)) {
      const suggestion = suggerer(cible, noms[sorte].map(paire));
      noter(ligne, regles.liens[sorte], { slug: cible, suggestion }, colonne);
    } else if (sorte === "fiche" && cible === slug) {
      noter(ligne, "renvoi-a-soi-meme", { slug: cible }, colonne);
    }
  }
}

/**
 * @param {string} requete
 * @param {any} regles
 * @param {(filtre: string, suggestion: string) => void} refuser
 */
function verifierFiltres(requete, regles, refuser) {
  const filtres = Object.keys(regles.vocabulaires);
  for (const [nom, valeur] of new URLSearchParams(requete)) {
    if (!valeur || nom === "q") continue;
    if (!filtres.includes(nom)) refuser(nom, suggerer(nom, filtres.map(paire), filtres));
    else if (!Object.hasOwn(regles.vocabulaires[nom], valeur)) {
      refuser(`${nom}=${valeur}`, suggererValeur(valeur, regles.vocabulaires[nom]));
    }
  }
}

/**
 * The file's name, which no other fiche has or had.
 * @param {string} slug
 * @param {any} regles
 * @param {Situer} situer
 * @param {Noter} noter
 */
export function verifierNom(slug, regles, situer, noter) {
  const nom = `${slug}.md`;
  if (!motif(regles.motifs.slug).test(slug)) {
    noter(situer("slug"), "nom-de-fichier", { nom, exemple: enSlug(slug) || "ma-fiche" });
  }
  const autre = Object.hasOwn(regles.fiches, slug) ? slug : regles.anciens[slug];
  if (autre) noter(situer("slug"), "nom-de-fichier-pris", { nom, autre: `fiches/${autre}.md` });
}

/**
 * Number, title and former names are not those of another fiche.
 * @param {any} entete
 * @param {any} regles
 * @param {Situer} situer
 * @param {Noter} noter
 */
export function verifierDoubles({ id, titre, anciens_slugs = [] }, regles, situer, noter) {
  for (const [slug, [autreId, autreTitre]] of Object.entries(regles.fiches)) {
    const autre = `fiches/${slug}.md`;
    if (autreId === id) noter(situer("id"), "id-en-double", { id, autre, libre: regles.numero });
    if (plier(autreTitre) === plier(titre.trim())) noter(situer("titre"), "titre-en-double", { autre });
  }
  anciens_slugs.forEach((/** @type {string} */ ancien, /** @type {number} */ rang) => {
    const autre = Object.hasOwn(regles.fiches, ancien) ? ancien : regles.anciens[ancien];
    if (autre) noter(situer(`anciens_slugs.${rang}`), "nom-deja-pris", { slug: ancien, autre: `fiches/${autre}.md` });
  });
}
