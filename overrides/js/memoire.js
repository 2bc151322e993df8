/**
 * What the browser keeps for its visitor, and nowhere else. Storage may be refused: then nothing is
 * kept, and everything works for as long as the page is open.
 */

/** Whether it is kept. @param {() => Storage} depot @param {string} nom @param {string} valeur */
function ecrire(depot, nom, valeur) {
  try {
    depot().setItem(nom, valeur);
    return true;
  } catch {
    // Refused or full: nothing is kept.
    return false;
  }
}

/** Remember something for the next visits; false where nothing is kept. @param {string} nom @param {string} valeur */
export function retenir(nom, valeur) {
  return ecrire(() => localStorage, nom, valeur);
}

/** What was remembered for the next visits, or null. @param {string} nom */
export function retenu(nom) {
  try {
    return localStorage.getItem(nom);
  } catch {
    return null;
  }
}

/** Forget what was remembered. @param {string} nom */
export function oublier(nom) {
  try {
    localStorage.removeItem(nom);
  } catch {
    // Refused: nothing was kept.
  }
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
