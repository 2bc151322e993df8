/**
 * « Vouliez-vous dire … ? », as `suggerer` of `scripts/recueil/vocabulaire.py` says it.
 *
 * Nearness is that of Python's `difflib.SequenceMatcher.ratio`: 2 M / T, where M is the number of
 * characters in the blocks that both texts share and T that of the two texts (J. W. Ratcliff and
 * D. Metzener, "Pattern Matching: The Gestalt Approach", 1988).
 */
import { plier } from "../recherche/normalisation.js";
import { debut } from "./textes.js";

const PROCHE = 0.6;
const SAISIE_MAX = 100;

/**
 * The number of characters in the blocks shared by two parts of texts: the longest block (the first
 * one in `a`, then in `b`, of those), and what is shared before it and after it.
 * @param {string[]} a
 * @param {string[]} b
 * @param {number} a0
 * @param {number} a1
 * @param {number} b0
 * @param {number} b1
 * @returns {number}
 */
function partages(a, b, a0, a1, b0, b1) {
  let [debutA, debutB, taille] = [a0, b0, 0];
  /** @type {Map<number, number>} */
  let tailles = new Map();
  for (let i = a0; i < a1; i += 1) {
    /** @type {Map<number, number>} */
    const nouvelles = new Map();
    for (let j = b0; j < b1; j += 1) {
      if (a[i] !== b[j]) continue;
      const k = (tailles.get(j - 1) ?? 0) + 1;
      nouvelles.set(j, k);
      if (k > taille) [debutA, debutB, taille] = [i - k + 1, j - k + 1, k];
    }
    tailles = nouvelles;
  }
  if (!taille) return 0;
  return (
    taille +
    partages(a, b, a0, debutA, b0, debutB) +
    partages(a, b, debutA + taille, a1, debutB + taille, b1)
  );
}

/**
 * How alike two texts are, from 0 to 1.
 * @param {string} a
 * @param {string} b
 */
export function ressemblance(a, b) {
  const [signesA, signesB] = [[...a], [...b]];
  const total = signesA.length + signesB.length;
  return total ? (2 * partages(signesA, signesB, 0, signesA.length, 0, signesB.length)) / total : 1;
}

/**
 * A sentence that proposes the nearest admitted value, or lists `tous`.
 * @param {string} saisie
 * @param {Iterable<[string, string]>} admis recognised spellings, with the value to write
 * @param {string[]} [tous] what may be listed when nothing is near
 */
export function suggerer(saisie, admis, tous) {
  const cherche = debut(plier(saisie), SAISIE_MAX);
  const formes = new Map([...admis].map(([forme, valeur]) => [plier(forme), valeur]));
  let [meilleure, note] = ["", 0];
  for (const forme of formes.keys()) {
    const sienne = ressemblance(forme, cherche);
    if (sienne < PROCHE || sienne < note || (sienne === note && forme < meilleure)) continue;
    [meilleure, note] = [forme, sienne];
  }
  if (note) return `Vouliez-vous dire « ${formes.get(meilleure)} » ?`;
  return tous?.length ? `Valeurs possibles : ${tous.join(", ")}.` : "";
}

/**
 * The same for values with their labels: either may be what one meant to write.
 * @param {string} saisie
 * @param {Record<string, string>} libelles value → label
 */
export function suggererValeur(saisie, libelles) {
  const valeurs = Object.keys(libelles);
  /** @type {[string, string][]} */
  const parLibelle = valeurs.map((valeur) => [libelles[valeur], valeur]);
  return suggerer(saisie, [...valeurs.map(paire), ...parLibelle], valeurs);
}

/**
 * A name that stands for itself.
 * @param {string} nom
 * @returns {[string, string]}
 */
export function paire(nom) {
  return [nom, nom];
}
