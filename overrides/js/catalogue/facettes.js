/**
 * Filtering, counting and sorting, without the page.
 *
 * Several values of one filter widen, different filters narrow. The number beside a value is what
 * ticking it would bring: fiches with that value which pass the query and every other filter.
 *
 * @typedef {{ slug: string, titre: string, valeurs: Map<string, string[]>, rang: number, annee: number, ordre: number }} Fiche
 *   `rang` in alphabetical order, `annee` of the start (0 where unknown), `ordre` in the collection
 * @typedef {import("./etat.js").Etat} Etat
 */

/**
 * @param {Fiche} fiche
 * @param {Map<string, string[]>} filtres
 * @param {string} [sauf] a filter to leave out
 */
function passe(fiche, filtres, sauf) {
  for (const [nom, voulues] of filtres) {
    if (nom === sauf) continue;
    const presentes = fiche.valeurs.get(nom) ?? [];
    if (!voulues.some((valeur) => presentes.includes(valeur))) return false;
  }
  return true;
}

/**
 * @param {Fiche[]} fiches those that the query finds
 * @param {Map<string, string[]>} filtres
 */
export function filtrer(fiches, filtres) {
  return fiches.filter((fiche) => passe(fiche, filtres));
}

/**
 * The live counts of every value.
 * @param {Fiche[]} fiches those that the query finds
 * @param {Map<string, string[]>} filtres
 * @param {Iterable<string>} noms every filter
 * @returns {Map<string, Map<string, number>>} by filter, then by value
 */
export function compter(fiches, filtres, noms) {
  const comptes = new Map();
  for (const nom of noms) {
    /** @type {Map<string, number>} */
    const parValeur = new Map();
    for (const fiche of fiches) {
      if (!passe(fiche, filtres, nom)) continue;
      for (const valeur of fiche.valeurs.get(nom) ?? []) parValeur.set(valeur, (parValeur.get(valeur) ?? 0) + 1);
    }
    comptes.set(nom, parValeur);
  }
  return comptes;
}

/**
 * @param {Fiche[]} fiches in order of relevance
 * @param {Etat["tri"]} tri
 */
export function trier(fiches, tri) {
  if (tri === "titre") return [...fiches].sort((a, b) => a.rang - b.rang);
  if (tri === "recent") return [...fiches].sort((a, b) => b.annee - a.annee || a.ordre - b.ordre);
  return fiches;
}
