/**
 * From a query to index terms; `scripts/recueil/mots.py` does the same to the texts.
 */
import { plier } from "./normalisation.js";
import { raciner } from "./racines.js";

const MOT = /[\p{L}\p{N}]+/gu;
const ELISION = /(?<![\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu)'/gu;
const INCLUSIF =
  /(?<=\p{L})(?:[·•‧.]|\()(?:e|ne|le|ve|ère|ere|rice|trice|euse)\)?(?:[·•‧.]?s)?\)?(?![\p{L}\p{N}])/gu;
/** @type {[RegExp, string][]} */
const ACCORDS = [
  [/(?<=\w{3})trices?$/, "teur"],
  [/(?<=\w{3})euses?$/, "eur"],
  [/(?<=\w{2})eres?$/, "er"],
  [/(?<=\w{2})ives?$/, "if"],
  [/(?<=\w{2})eaux$/, "eau"],
  [/(?<=\w{2})aux$/, "al"],
  [/(?<=\w{3})[sx]$/, ""],
];
const FINALE = /(?<=\w{3})[ei]+$/;

/**
 * Words of a text, lower case and accents kept, elisions and inclusive endings cut off.
 * @param {string} texte
 * @returns {string[]}
 */
export function decouperEnMots(texte) {
  const bas = texte.toLowerCase().replaceAll("’", "'").replaceAll("œ", "oe").replaceAll("æ", "ae");
  return bas.replace(ELISION, " ").replace(INCLUSIF, "").match(MOT) ?? [];
}

/** @type {Map<string, string>} */
const connues = new Map();

/**
 * The index term of a word: its folded form, plural and feminine evened out, stemmed.
 * @param {string} mot
 * @returns {string}
 */
export function cle(mot) {
  let trouvee = connues.get(mot);
  if (trouvee === undefined) {
    let forme = plier(mot);
    for (const [motif, remplacement] of ACCORDS) {
      if (!motif.test(forme)) continue;
      forme = forme.replace(motif, remplacement);
      break;
    }
    trouvee = raciner(forme).replace(FINALE, "");
    connues.set(mot, trouvee);
  }
  return trouvee;
}
