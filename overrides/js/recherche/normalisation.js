/** One way to compare French text; `scripts/recueil/normalisation.py` does the same. */

/** @type {Record<string, string>} */
const LIGATURES = { œ: "oe", æ: "ae", ß: "ss", "’": "'", "ʼ": "'", "‑": "-", "‐": "-" };

/**
 * Fold a text: no case, no accents, no ligatures, one apostrophe.
 * @param {string} texte
 * @returns {string}
 */
export function plier(texte) {
  return texte
    .toLowerCase()
    .replace(/[œæß’ʼ‑‐]/g, (signe) => LIGATURES[signe])
    .normalize("NFD")
    .replace(/\p{M}/gu, "");
}
