/** French typography, as `scripts/recueil/typographie.py` does when the site is built. */
/** @type {[RegExp, string][]} */
const REGLES = [
  [/(?<=[\p{L}\p{N}_])'(?=[\p{L}\p{N}_])/gu, "’"],
  [/«[ \u00a0\u202f]*/g, "«\u00a0"],
  [/[ \u00a0\u202f]*»/g, "\u00a0»"],
  [/ :(?=\s|$)/g, "\u00a0:"],
  [/ ([;!?])/g, "\u202f$1"],
  [/ %/g, "\u202f%"],
  [/(?<=\p{Nd}) (?=\p{Nd}{3}(?!\p{Nd}))/gu, "\u202f"],
  [/(?<=(?<![\p{L}\p{N}_])n[°os]) (?=\p{Nd})/gu, "\u00a0"],
];

/** The text with French apostrophes and no-break spaces. @param {string} texte */
export function composer(texte) {
  return REGLES.reduce((compose, [motif, remplacement]) => compose.replace(motif, remplacement), texte);
}
