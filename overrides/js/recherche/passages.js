/**
 * Why a fiche was found: the sentence that holds most of the words, and whether it holds a phrase.
 *
 * @typedef {[titre: string, texte: string][]} Sections the sections of a fiche as plain text
 * @typedef {{ section: string, morceaux: { texte: string, marque: boolean }[] }} Passage
 */
import { cle, decouperEnMots } from "./mots.js";

const LONGUEUR_MAX = 180;
const PHRASE = /[^.!?…]+[.!?…]*/g;
const MOT = /[\p{L}\p{N}]+/gu;

/**
 * The sentence of a fiche that says most about the terms, cut to a readable length.
 * @param {Sections} sections
 * @param {Set<string>} termes
 * @returns {Passage | null}
 */
export function passage(sections, termes) {
  let meilleur = null;
  let note = 0;
  for (const [section, texte] of sections) {
    for (const [phrase] of texte.matchAll(PHRASE)) {
      const presents = new Set(decouperEnMots(phrase).map(cle).filter((terme) => termes.has(terme)));
      if (presents.size > note) {
        note = presents.size;
        meilleur = { section, phrase: phrase.trim() };
      }
    }
  }
  return meilleur && { section: meilleur.section, morceaux: marquer(couper(meilleur.phrase, termes), termes) };
}

/**
 * A text cut into marked and unmarked pieces.
 * @param {string} texte
 * @param {Set<string>} termes
 */
export function marquer(texte, termes) {
  const morceaux = [];
  let fin = 0;
  for (const mot of texte.matchAll(MOT)) {
    if (!decouperEnMots(mot[0]).some((partie) => termes.has(cle(partie)))) continue;
    if (mot.index > fin) morceaux.push({ texte: texte.slice(fin, mot.index), marque: false });
    morceaux.push({ texte: mot[0], marque: true });
    fin = mot.index + mot[0].length;
  }
  if (fin < texte.length) morceaux.push({ texte: texte.slice(fin), marque: false });
  return morceaux;
}

/**
 * A long sentence around its first term.
 * @param {string} phrase
 * @param {Set<string>} termes
 */
function couper(phrase, termes) {
  if (phrase.length <= LONGUEUR_MAX) return phrase;
  const premier = [...phrase.matchAll(MOT)].find((mot) => termes.has(cle(mot[0].toLowerCase())));
  const centre = premier?.index ?? 0;
  const debut = Math.max(0, Math.min(centre - LONGUEUR_MAX / 3, phrase.length - LONGUEUR_MAX));
  const avant = debut ? phrase.indexOf(" ", debut) + 1 : 0;
  const apres = phrase.lastIndexOf(" ", avant + LONGUEUR_MAX);
  return `${avant ? "… " : ""}${phrase.slice(avant, apres > avant ? apres : undefined)}${apres < phrase.length - 1 ? " …" : ""}`;
}

/**
 * Whether a text holds words one after the other, whatever their accents, plural or feminine.
 * @param {string} texte
 * @param {string[]} phrase
 */
export function contientPhrase(texte, phrase) {
  const voulus = phrase.map(cle).join(" ");
  return ` ${decouperEnMots(texte).map(cle).join(" ")} `.includes(` ${voulus} `);
}
