/**
 * From a query to index terms; `scripts/recueil/mots.py` does the same to the texts.
 */
import { plier } from "./normalisation.js";

const MOT = /[\p{L}\p{N}]+/gu;
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu)'/gu;
const INCLUSIF =
  /(?<=\p{L})(?:[·•‧.]|\()(?:e|ne|le|ve|ère|ere|rice|trice|euse)\)?(?:[·•‧.]?s)?\)?(?![\p{L}\p{N}])/gu;

/**
 * Words of a text, lower case and accents kept, elisions and inclusive endings cut off.
 * @param {string} texte
 * @returns {string[]}
 */
export function decouperEnMots(texte) {
  const bas = texte.toLowerCase().replaceAll("’", "'").replaceAll("œ", "oe").replaceAll("æ", "ae");
  return bas.replace(ELISION, " ").replace(INCLUSIF, "").match(MOT) ?? [];
}

/**
 * The index terms of a word: folded stems of its spellings with and without accents, each with and
 * without its final s or x.
 * @param {string} mot
 * @param {(mot: string) => string} raciner the French stemmer
 * @returns {string[]}
 */
export function cles(mot, raciner) {
  const formes = [mot, plier(mot)];
  formes.push(...formes.filter((forme) => forme.length > 3 && /[sx]$/.test(forme)).map((forme) => forme.slice(0, -1)));
  return [...new Set(formes.map((forme) => plier(raciner(forme))))];
}
