/** Texts as the validator counts, folds and names them; see `scripts/recueil/normalisation.py`. */
import { plier } from "../recherche/normalisation.js";

/**
 * The number of characters of a text: Unicode code points, as Python counts them.
 * @param {string} texte
 */
export function longueur(texte) {
  let nombre = 0;
  for (const _ of texte) nombre += 1;
  return nombre;
}

/**
 * The first characters of a text.
 * @param {string} texte
 * @param {number} nombre code points
 */
export function debut(texte, nombre) {
  return texte.length <= nombre ? texte : [...texte].slice(0, nombre).join("");
}

/**
 * A name fit for an address, as `en_slug` makes it: lower-case letters without accents, digits and
 * hyphens; may be empty.
 * @param {string} texte
 */
export function enSlug(texte) {
  return plier(texte)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
}

/**
 * A value of the front matter as it is written: one line, composed characters (NFC), no space around.
 * @template T
 * @param {T} valeur a text, or lists and groups of texts
 * @returns {T}
 */
export function enUneLigne(valeur) {
  return surChaqueTexte(valeur, (texte) =>
    texte
      .normalize("NFC")
      .replace(/[\r\n]+/g, " ")
      .replace(/^ +| +$/g, ""),
  );
}

/**
 * A value with each of its texts changed.
 * @template T
 * @param {T} valeur
 * @param {(texte: string) => string} changer
 * @returns {T}
 */
export function surChaqueTexte(valeur, changer) {
  /** @param {any} v @returns {any} */
  const parcourir = (v) => {
    if (typeof v === "string") return changer(v);
    if (Array.isArray(v)) return v.map(parcourir);
    if (v === null || typeof v !== "object") return v;
    return Object.fromEntries(Object.entries(v).map(([nom, element]) => [nom, parcourir(element)]));
  };
  return parcourir(valeur);
}

/** @type {Map<string, RegExp>} */
const motifs = new Map();

/**
 * A pattern of the rules, made once.
 * @param {string} source
 * @param {string} [drapeaux]
 */
export function motif(source, drapeaux = "u") {
  const cle = `${drapeaux}/${source}`;
  const connu = motifs.get(cle) ?? new RegExp(source, drapeaux);
  motifs.set(cle, connu);
  connu.lastIndex = 0;
  return connu;
}
