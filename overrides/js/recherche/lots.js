/**
 * Reading the lots of the index; `scripts/recueil/index_compact.py` writes them and tells their form.
 *
 * @typedef {{ termes: string, rangs: string, paliers: string }} LotEcrit
 * @typedef {{ rangs: number[], paliers: number[] }} Occurrences
 * @typedef {{ termes: string[], occurrences: (rang: number) => Occurrences }} Lot
 */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const SEUIL = 48;
/** @type {Record<string, number>} */
const VALEURS = Object.fromEntries([...ALPHABET].map((signe, valeur) => [signe, valeur]));

/**
 * @param {LotEcrit} ecrit
 * @returns {Lot}
 */
export function lireLot(ecrit) {
  const rangs = ecrit.rangs.split(" ");
  const paliers = ecrit.paliers.split(" ");
  let precedent = "";
  const termes = ecrit.termes.split(" ").map((code) => {
    precedent = precedent.slice(0, VALEURS[code[0]]) + code.slice(1);
    return precedent;
  });
  return {
    termes,
    occurrences: (rang) => ({
      rangs: decoderRangs(rangs[rang]),
      paliers: [...paliers[rang]].map((signe) => VALEURS[signe]),
    }),
  };
}

/** @param {string} code */
function decoderRangs(code) {
  const rangs = [];
  let precedent = -1;
  let place = 0;
  const suivant = () => VALEURS[code[place++]];
  while (place < code.length) {
    let ecart = suivant();
    if (ecart === 63) ecart = SEUIL + 15 * 64 + suivant() * 4096 + suivant() * 64 + suivant();
    else if (ecart >= SEUIL) ecart = SEUIL + (ecart - SEUIL) * 64 + suivant();
    precedent += ecart + 1;
    rangs.push(precedent);
  }
  return rangs;
}

/**
 * The place of the first element that is not before `valeur` in a sorted list.
 * @param {string[]} liste
 * @param {string} valeur
 */
export function placeDans(liste, valeur) {
  let debut = 0;
  let fin = liste.length;
  while (debut < fin) {
    const milieu = (debut + fin) >> 1;
    if (liste[milieu] < valeur) debut = milieu + 1;
    else fin = milieu;
  }
  return debut;
}
