/** Handing a file made in the browser over to the visitor. */

/** @param {string} nom @param {Blob} contenu */
export function enregistrer(nom, contenu) {
  const lien = document.createElement("a");
  lien.href = URL.createObjectURL(contenu);
  lien.download = nom;
  lien.click();
  URL.revokeObjectURL(lien.href);
}
