/**
 * A selection of fiches, and the address that carries the whole of it:
 * `f=12,48,7&titre=…&intro=…&n48=…` — numbers in order, title, introduction, a note for fiche 48.
 * What the browser keeps is written likewise.
 *
 * @typedef {{ id: number, note: string }} Choix
 * @typedef {{ titre: string, intro: string, choix: Choix[] }} Selection
 */
const NUMERO = /^[1-9]\d{0,5}$/;
// Control characters but tab and line feed, and marks that show a text in another order than written.
const TROMPEURS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** @param {string | null} texte */
const propre = (texte) => (texte ?? "").replace(/\r\n?/g, "\n").replace(TROMPEURS, "").trim();

/**
 * Read a selection. Numbers that come twice count once; what is no number is given back apart.
 * @param {string} requete what follows the `?` of an address
 * @returns {{ selection: Selection, refuses: string[] }}
 */
export function lireSelection(requete) {
  const parametres = new URLSearchParams(requete);
  const morceaux = [...new Set(parametres.getAll("f").flatMap((f) => f.split(/[\s,;]+/)).filter(Boolean))];
  const choix = morceaux
    .filter((morceau) => NUMERO.test(morceau))
    .map((morceau) => ({ id: Number(morceau), note: propre(parametres.get(`n${morceau}`)) }));
  return {
    selection: { titre: propre(parametres.get("titre")).replace(/\s+/g, " "), intro: propre(parametres.get("intro")), choix },
    refuses: morceaux.filter((morceau) => !NUMERO.test(morceau)).map(propre),
  };
}

/**
 * Write a selection; empty where it holds nothing.
 * @param {Selection} selection
 */
export function ecrireSelection({ titre, intro, choix }) {
  const textes = new URLSearchParams();
  if (propre(titre)) textes.set("titre", propre(titre));
  if (propre(intro)) textes.set("intro", propre(intro));
  for (const { id, note } of choix) if (propre(note)) textes.set(`n${id}`, propre(note));
  // Commas as they are: the address stays short, and one can read it.
  const fiches = choix.length ? `f=${choix.map(({ id }) => id).join(",")}` : "";
  return [fiches, String(textes)].filter(Boolean).join("&");
}

/**
 * The first selection, then what the second adds to it.
 * @param {Selection} une
 * @param {Selection} autre
 * @returns {Selection}
 */
export function reunir(une, autre) {
  const notes = new Map(autre.choix.map(({ id, note }) => [id, note]));
  const ids = new Set(une.choix.map(({ id }) => id));
  return {
    titre: une.titre || autre.titre,
    intro: une.intro || autre.intro,
    choix: [
      ...une.choix.map(({ id, note }) => ({ id, note: note || (notes.get(id) ?? "") })),
      ...autre.choix.filter(({ id }) => !ids.has(id)),
    ],
  };
}
