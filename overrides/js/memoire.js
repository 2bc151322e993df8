/**
 * What the browser keeps for its visitor, and nowhere else. Storage may be refused: then nothing is
 * kept, and everything works for as long as the page is open.
 */

/** @param {() => Storage} depot @param {string} nom @param {string} valeur */
function ecrire(depot, nom, valeur) {
  try {
    depot().setItem(nom, valeur);
  } catch {
    // Refused or full: nothing is kept.
  }
}

/** Remember a choice for the next visits. @param {string} nom @param {string} valeur */
export function retenir(nom, valeur) {
  ecrire(() => localStorage, nom, valeur);
}

/** Remember something until the window closes. @param {string} nom @param {unknown} valeur */
export function retenirPourLaVisite(nom, valeur) {
  ecrire(() => sessionStorage, nom, JSON.stringify(valeur));
}

/** What was remembered for this visit, or null. @param {string} nom @returns {any} */
export function rappeler(nom) {
  try {
    return JSON.parse(sessionStorage.getItem(nom) ?? "null");
  } catch {
    return null;
  }
}
