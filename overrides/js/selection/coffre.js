/**
 * The visitor's own selection, kept in this browser and nowhere else; in this page alone where the
 * browser refuses to keep anything. Every read is fresh: another tab may have changed it.
 *
 * @typedef {import("./adresse.js").Selection} Selection
 */
import { oublier, retenir, retenu } from "../memoire.js";
import { ecrireSelection, lireSelection } from "./adresse.js";

const NOM = "selection";
/** What this page holds where nothing can be kept. @type {string | null} */
let dansLaPage = null;
/** @type {((ailleurs: boolean) => void)[]} */
const ecouteurs = [];

/** Whether it will still be there on the next page. */
export const estGardee = () => dansLaPage === null;

/** @returns {Selection} */
export function maSelection() {
  return lireSelection(dansLaPage ?? retenu(NOM) ?? "").selection;
}

/** @param {Selection} selection */
export function garder(selection) {
  const texte = ecrireSelection(selection);
  if (!texte) oublier(NOM);
  dansLaPage = !texte || retenir(NOM, texte) ? null : texte;
  for (const ecouteur of ecouteurs) ecouteur(false);
}

/** @param {(ailleurs: boolean) => void} ecouteur told whether the change was made elsewhere than on this page */
export function ecouter(ecouteur) {
  ecouteurs.push(ecouteur);
  window.addEventListener("storage", ({ key }) => {
    if (key === NOM || key === null) ecouteur(true);
  });
  // A page that the browser had put aside, shown again with « page précédente ».
  window.addEventListener("pageshow", ({ persisted }) => {
    if (persisted) ecouteur(true);
  });
}
