/**
 * Parts of the site's own data files: the same columns and the same form, fewer fiches, in the order
 * of a list. The formats are those that `/donnees/` describes.
 */
import { lireDonnees } from "../donnees.js";

/** A record of RFC 4180: up to a line end that no quotes hold. */
const ENREGISTREMENT = /(?:"[^"]*"|[^"\r\n]+)+(?:\r\n|$)/g;

/**
 * Rows of `fiches.csv`, untouched, under its header.
 * @param {string} racine
 * @param {number[]} ids
 */
export async function enCsv(racine, ids) {
  /** @type {string} */
  const texte = await lireDonnees(racine, "donnees/fiches.csv", "text");
  const lignes = texte.match(ENREGISTREMENT) ?? [];
  if (!lignes[0]?.startsWith("id,")) throw new Error("fiches.csv: id");
  const parId = new Map(lignes.map((ligne) => [Number.parseInt(ligne, 10), ligne]));
  return [lignes[0], ...ids.map((id) => parId.get(id))].join("");
}

/**
 * `catalogue.json` with these fiches only.
 * @param {string} racine
 * @param {number[]} ids
 */
export async function enJson(racine, ids) {
  const tout = await lireDonnees(racine, "donnees/catalogue.json");
  const parId = new Map(tout.fiches.map((/** @type {{ id: number }} */ fiche) => [fiche.id, fiche]));
  return `${JSON.stringify({ ...tout, fiches: ids.map((id) => parId.get(id)) }, null, 1)}\n`;
}
