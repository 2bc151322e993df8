/**
 * What the checks find, with the messages of `scripts/schema/regles.yml`; see `scripts/recueil/fautes.py`.
 *
 * @typedef {{ champ: string, code: string, gravite: "faute" | "conseil", message: string, ligne?: number }} Constat
 *   `champ` is the field's path (`sources.1.url`), `section:En bref`, or `slug`; `ligne` counts from 1
 *   in the text of the section.
 * @typedef {{ champ: string, numero: number, rang?: number }} Lieu
 *   `numero` is the line in the file, `rang` that in the section's text.
 * @typedef {(lieu: Lieu, code: string, valeurs?: Record<string, unknown>, colonne?: number) => void} Noter
 */
import { debut, longueur } from "./textes.js";

const VALEUR_MAX = 400;

/**
 * A notebook: `noter` writes a finding in it, `lister` gives them all in the order of the file.
 * @param {any} regles
 * @returns {{ noter: Noter, lister: () => Constat[] }}
 */
export function nouveauxConstats(regles) {
  /** @type {Map<string, { ligne: number, constat: Constat }>} */
  const trouves = new Map();
  return {
    noter({ champ, numero: ligne, rang }, code, valeurs = {}, colonne = 0) {
      const [gravite, modele] = regles.regles[code];
      /** @type {string} */
      const message = modele.replace(/\{(\w+)\}/g, (/** @type {string[]} */ ...[, nom]) => surUneLigne(valeurs[nom]));
      const constat = { champ, code, gravite, message: message.trimEnd(), ...(rang ? { ligne: rang } : {}) };
      trouves.set(JSON.stringify([constat, ligne, colonne]), { ligne, constat });
    },
    lister: () => [...trouves.values()].sort((a, b) => a.ligne - b.ligne).map(({ constat }) => constat),
  };
}

/**
 * The number of a character in Unicode, in base 16, four digits at least.
 * @param {string} signe
 */
export function numero(signe) {
  return /** @type {number} */ (signe.codePointAt(0)).toString(16).padStart(4, "0");
}

/**
 * A value as it can be printed in a one-line message: whitespace folded, controls shown.
 * @param {unknown} valeur
 */
function surUneLigne(valeur) {
  const texte = String(valeur)
    .trim()
    .replace(/\s+/gu, " ")
    .replace(/(?! )[\p{C}\p{Z}]/gu, (signe) => `\\u${numero(signe)}`);
  return longueur(texte) <= VALEUR_MAX ? texte : `${debut(texte, VALEUR_MAX - 1)}…`;
}
