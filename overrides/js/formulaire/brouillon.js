/** The one draft that this browser keeps, as it is typed. */
import { oublier, retenir, retenu } from "../memoire.js";

const NOM = "brouillon-de-fiche";

/** Whether it is kept. @param {import("./saisie.js").Brut} brut */
export function garderBrouillon(brut) {
  return retenir(NOM, JSON.stringify(brut));
}

/** The draft, or null where there is none that can be read. @returns {import("./saisie.js").Brut | null} */
export function lireBrouillon() {
  try {
    const lu = JSON.parse(retenu(NOM) ?? "null");
    const bon = Array.isArray(lu) && lu.every((paire) => Array.isArray(paire) && paire.length === 2 && paire.every((texte) => typeof texte === "string"));
    return bon ? lu : null;
  } catch {
    return null;
  }
}

export function effacerBrouillon() {
  oublier(NOM);
}
