/**
 * Typing mistakes: the index terms nearest to a word that the index does not hold.
 *
 * Distance: Damerau's, restricted — a letter added, dropped, replaced, or two neighbours swapped
 * (F. Damerau, "A technique for computer detection and correction of spelling errors", 1964).
 */
const LETTRES_POUR_UNE_FAUTE = 5;
const LETTRES_POUR_DEUX = 9;
const REMPLACANTS_MAX = 4;

/**
 * How many mistakes a word may hold.
 * @param {string} mot as typed
 */
function fautesAdmises(mot) {
  if (mot.length >= LETTRES_POUR_DEUX) return 2;
  return mot.length >= LETTRES_POUR_UNE_FAUTE ? 1 : 0;
}

/**
 * The distance between two words, or `plafond + 1` as soon as it is known to be larger.
 * @param {string} a
 * @param {string} b
 * @param {number} plafond
 */
export function distance(a, b, plafond) {
  if (Math.abs(a.length - b.length) > plafond) return plafond + 1;
  let avant = /** @type {number[]} */ ([]);
  let ligne = Array.from({ length: b.length + 1 }, (_, rang) => rang);
  for (let i = 1; i <= a.length; i += 1) {
    const nouvelle = [i];
    let meilleure = i;
    for (let j = 1; j <= b.length; j += 1) {
      const cout = a[i - 1] === b[j - 1] ? 0 : 1;
      let valeur = Math.min(ligne[j] + 1, nouvelle[j - 1] + 1, ligne[j - 1] + cout);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) valeur = Math.min(valeur, avant[j - 2] + 1);
      nouvelle.push(valeur);
      meilleure = Math.min(meilleure, valeur);
    }
    if (meilleure > plafond) return plafond + 1;
    avant = ligne;
    ligne = nouvelle;
  }
  return ligne[b.length];
}

/**
 * The index terms that a mistyped word may stand for: those with the fewest mistakes, in the order
 * of the candidates. The first letter is trusted: others are tried only where it gives nothing.
 * @param {string} plie the word as typed, folded
 * @param {string} terme its index term
 * @param {{ terme: string, plie: string }[]} candidats index terms with their commonest form, folded
 * @returns {string[]}
 */
export function corriger(plie, terme, candidats) {
  const admises = fautesAdmises(plie);
  if (!admises) return [];
  const memes = candidats.filter((candidat) => candidat.plie[0] === plie[0]);
  const trouves = moindres(plie, terme, memes, admises);
  return trouves.length ? trouves : moindres(plie, terme, candidats, 1);
}

/**
 * @param {string} plie
 * @param {string} terme
 * @param {{ terme: string, plie: string }[]} candidats
 * @param {number} admises
 */
function moindres(plie, terme, candidats, admises) {
  let moindre = admises;
  const notes = candidats.flatMap((candidat) => {
    const ecart = Math.min(distance(plie, candidat.plie, moindre), distance(terme, candidat.terme, moindre));
    if (ecart > moindre) return [];
    moindre = ecart;
    return [{ terme: candidat.terme, ecart }];
  });
  const retenus = notes.filter(({ ecart }) => ecart === moindre).map((candidat) => candidat.terme);
  return [...new Set(retenus)].slice(0, REMPLACANTS_MAX);
}
