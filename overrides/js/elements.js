/** Making elements of a page, without ever parsing text as HTML. */

/**
 * @param {string} balise
 * @param {Record<string, string>} attributs
 * @param {...(Node | string)} contenu
 */
export function creer(balise, attributs, ...contenu) {
  const element = document.createElement(balise);
  for (const [nom, valeur] of Object.entries(attributs)) element.setAttribute(nom, valeur);
  element.append(...contenu);
  return element;
}

/** @param {number} nombre @param {string} mot */
export const pluriel = (nombre, mot) => `${nombre} ${mot}${nombre > 1 ? "s" : ""}`;
