/**
 * The state of the catalogue, and the address that holds the whole of it.
 *
 * @typedef {"pertinence" | "titre" | "recent"} Tri
 * @typedef {{ q: string, exact: boolean, filtres: Map<string, string[]>, tri: Tri, page: number }} Etat
 *   `exact` refuses spelling corrections; `filtres` maps each active filter to its values, both in
 *   the order of the page
 */

/**
 * Read the state from an address; what is not known there is ignored.
 * @param {URLSearchParams} parametres
 * @param {Map<string, string[]>} connus every filter with its values
 * @returns {Etat}
 */
export function lireEtat(parametres, connus) {
  /** @type {Map<string, string[]>} */
  const filtres = new Map();
  for (const [nom, valeurs] of connus) {
    const demandees = parametres.getAll(nom);
    const retenues = valeurs.filter((valeur) => demandees.includes(valeur));
    if (retenues.length) filtres.set(nom, retenues);
  }
  const tri = parametres.get("tri");
  const page = Number.parseInt(parametres.get("page") ?? "", 10);
  return {
    q: (parametres.get("q") ?? "").trim(),
    exact: parametres.get("exact") === "1",
    filtres,
    tri: tri === "titre" || tri === "recent" ? tri : "pertinence",
    page: page > 1 ? page : 1,
  };
}

/**
 * The address of a state: only what differs from the plain catalogue.
 * @param {Etat} etat
 * @returns {string} starts with "?"
 */
export function ecrireEtat(etat) {
  const parametres = new URLSearchParams();
  if (etat.q) parametres.set("q", etat.q);
  if (etat.q && etat.exact) parametres.set("exact", "1");
  for (const [nom, valeurs] of etat.filtres) for (const valeur of valeurs) parametres.append(nom, valeur);
  if (etat.tri !== "pertinence") parametres.set("tri", etat.tri);
  if (etat.page > 1) parametres.set("page", String(etat.page));
  return `?${parametres}`;
}

/**
 * The same state without one filter value.
 * @param {Etat} etat
 * @param {string} nom
 * @param {string} valeur
 * @returns {Etat}
 */
export function sansFiltre(etat, nom, valeur) {
  const filtres = new Map(etat.filtres);
  const reste = (filtres.get(nom) ?? []).filter((autre) => autre !== valeur);
  if (reste.length) filtres.set(nom, reste);
  else filtres.delete(nom);
  return { ...etat, filtres, page: 1 };
}

/**
 * How many filter values are active.
 * @param {Etat} etat
 */
export function compterFiltres(etat) {
  return [...etat.filtres.values()].reduce((somme, valeurs) => somme + valeurs.length, 0);
}
