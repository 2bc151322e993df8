/**
 * What a selection shows of each fiche; the file is described in `scripts/sorties/page_selection.py`.
 *
 * @typedef {object} Fiche
 * @property {number} id
 * @property {string} adresse its page, from the site's root
 * @property {string} permanent its short link, whole
 * @property {string} titre
 * @property {string} resume
 * @property {{ rang: number, libelle: string }} niveau
 * @property {{ id: string, libelle: string }[]} secteurs
 * @property {string} lieu
 * @typedef {{ site: string, page: string, nom: string, attribution: string, parId: Map<number, Fiche> }} Recueil
 */
import { lireDonnees } from "../donnees.js";

/** @param {string} racine @returns {Promise<Recueil>} */
export async function chargerRecueil(racine) {
  const { site, page, nom, attribution, niveaux, secteurs, fiches } = await lireDonnees(racine, "assets/selection.json");
  const parId = new Map();
  for (const [id, adresse, court, titre, resume, rang, ids, lieu] of fiches) {
    parId.set(id, {
      id,
      adresse,
      permanent: site + court,
      titre,
      resume,
      niveau: { rang, libelle: niveaux[rang] },
      secteurs: ids.map((/** @type {string} */ secteur) => ({ id: secteur, libelle: secteurs[secteur] })),
      lieu,
    });
  }
  return { site, page: site + page, nom, attribution, parId };
}
