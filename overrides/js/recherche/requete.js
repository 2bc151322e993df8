/**
 * What a query asks: words, "phrases between quotes" and -exclusions.
 *
 * @typedef {{ mots: string[], phrases: string[][], exclus: string[] }} Requete
 *   words as `decouperEnMots` gives them; stop words are left out of `mots`, unless hardly anything
 *   else is there, since names hold them too (« Nous aussi »); those of phrases are among `mots`
 */
import { decouperEnMots } from "./mots.js";
import { plier } from "./normalisation.js";

/** A page pasted into the box is not a question: its beginning is searched, so that the browser never stalls. */
const SIGNES_MAX = 250;
const PHRASE = /["“”«]([^"“”«»]+)["“”»]/g;
const EXCLU = /(?:^|\s)-(?=[\p{L}\p{N}])([\p{L}\p{N}]+)/gu;

/**
 * @param {string} saisie
 * @param {Set<string>} vides stop words, folded
 * @returns {Requete}
 */
export function lireRequete(saisie, vides) {
  const texte = saisie.slice(0, SIGNES_MAX);
  /** @param {string[]} mots */
  const utiles = (mots) => [...new Set(mots.filter((mot) => !vides.has(plier(mot))))];
  const phrases = [...texte.matchAll(PHRASE)].map((trouve) => decouperEnMots(trouve[1])).filter((mots) => mots.length > 1);
  const exclus = utiles([...texte.matchAll(EXCLU)].flatMap((trouve) => decouperEnMots(trouve[1])));
  const tous = decouperEnMots(texte.replace(EXCLU, " "));
  const mots = utiles(tous);
  return { mots: mots.length > 1 ? mots : [...new Set(tous)], phrases, exclus };
}
