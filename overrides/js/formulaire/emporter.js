/** Taking the fiche away: as a file, by the clipboard, or to the forge's page for a new file. */
import { enregistrer } from "../telechargement.js";

const ADRESSE_MAX = 8000;
/** Characters; GitHub answers 414 beyond 8,191 bytes (github/docs, pull request 4537). */

/** @param {string} nom @param {string} texte */
export function telecharger(nom, texte) {
  enregistrer(nom, new Blob([texte], { type: "text/markdown;charset=utf-8" }));
}

/** Whether the browser let us. @param {string} texte */
export async function copier(texte) {
  try {
    await navigator.clipboard.writeText(texte);
    return true;
  } catch {
    return false;
  }
}

/**
 * The forge's page for a new file, with the fiche in it where the address can hold it.
 * @param {DOMStringMap} forge the form's `data-forge…`
 * @param {string} slug
 * @param {string} texte
 * @returns {{ adresse: string, avecLeTexte: boolean }}
 */
export function adresseSurLaForge(forge, slug, texte) {
  const parametres = new URLSearchParams({ [forge.forgeNom ?? ""]: `${forge.dossier}/${slug}.md` });
  const vide = `${forge.forge}?${parametres}`;
  parametres.set(forge.forgeTexte ?? "", texte);
  const pleine = `${forge.forge}?${parametres}`;
  const avecLeTexte = pleine.length <= ADRESSE_MAX;
  return { adresse: avecLeTexte ? pleine : vide, avecLeTexte };
}
