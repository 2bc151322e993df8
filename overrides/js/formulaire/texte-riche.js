/**
 * The restricted Markdown of the fiches as nodes: paragraphs, lists, emphasis, links and `[s1]`.
 *
 * Same result as `scripts/recueil/rendu.py`, glossary links apart. Links lead nowhere here: the preview
 * is inside a form that one does not want to leave.
 */
import { creer } from "../elements.js";
import { composer } from "../typographie.js";

const ENTREE_DE_LISTE = /^( {0,3})([*+-]|\d+\.) +(.*)$/;
const EN_LIGNE =
  /\\([\\`*_{}[\]()>#+.!-])|\[(s[1-9]\d?)\]|\[((?:[^[\]]|\[[^\]]*\])*)\]\([^)]*\)|(\*\*|__)(?=\S)([^]+?)\4(?!\*)|\*(?=\S)([^*]+?)\*|(?<![\p{L}\p{N}_])_(?![_\s])((?:(?!\s_)[^])+?)(?<!_)_(?![\p{L}\p{N}_])/gu;

/**
 * The blocks of a section.
 * @param {string} texte
 * @returns {HTMLElement[]}
 */
export function rendreTexte(texte) {
  const lignes = texte.split("\n").map((ligne) => ligne.trimEnd());
  return blocs(lignes);
}

/** @param {string[]} lignes @returns {HTMLElement[]} */
function blocs(lignes) {
  /** @type {HTMLElement[]} */
  const elements = [];
  for (const bloc of separer(lignes)) {
    const liste = elements.at(-1)?.matches("ul, ol") ? elements.at(-1) : null;
    const entree = ENTREE_DE_LISTE.exec(bloc[0]);
    if (entree) {
      const cible = liste ?? creer(/\d/.test(entree[2]) ? "ol" : "ul", {});
      if (!liste) elements.push(cible);
      cible.append(...entrees(bloc));
    } else if (liste && bloc[0].startsWith("    ")) {
      liste.lastElementChild?.append(...blocs(bloc.map((ligne) => ligne.replace(/^ {1,4}/, ""))));
    } else {
      elements.push(creer("p", {}, ...enLigne(bloc.map((ligne) => ligne.trimStart()).join("\n"))));
    }
  }
  return elements;
}

/** Runs of lines between empty ones. @param {string[]} lignes @returns {string[][]} */
function separer(lignes) {
  /** @type {string[][]} */
  const runs = [];
  let ouvert = false;
  for (const ligne of lignes) {
    if (ligne && ouvert) runs.at(-1)?.push(ligne);
    else if (ligne) runs.push([ligne]);
    ouvert = Boolean(ligne);
  }
  return runs;
}

/** The items of a list from its lines; deeper lines belong to the item above. @param {string[]} lignes */
function entrees(lignes) {
  /** @type {{ texte: string[], dedans: string[] }[]} */
  const trouvees = [];
  for (const ligne of lignes) {
    const entree = ENTREE_DE_LISTE.exec(ligne);
    const derniere = trouvees.at(-1);
    if (entree || !derniere) trouvees.push({ texte: [entree ? entree[3] : ligne], dedans: [] });
    else if (ligne.startsWith("    ") || derniere.dedans.length) derniere.dedans.push(ligne.replace(/^ {1,4}/, ""));
    else derniere.texte.push(ligne.trimStart());
  }
  return trouvees.map(({ texte, dedans }) => creer("li", {}, ...enLigne(texte.join("\n")), ...blocs(dedans)));
}

/** @param {string} texte @returns {(Node | string)[]} */
function enLigne(texte) {
  /** @type {(Node | string)[]} */
  const morceaux = [];
  let nu = "";
  let debut = 0;
  // A citation never starts a line.
  const propre = texte.replace(/ +(?=\[s\d)/g, "\u00a0");
  for (const trouve of propre.matchAll(EN_LIGNE)) {
    const [tout, echappe, source, lien, , gras, italique, souligne] = trouve;
    nu += propre.slice(debut, trouve.index) + (echappe ?? "");
    debut = trouve.index + tout.length;
    if (echappe) continue;
    morceaux.push(composer(nu));
    nu = "";
    if (source) morceaux.push(appel(source));
    else if (lien !== undefined) morceaux.push(creer("span", { class: "apercu-lien" }, ...enLigne(lien)));
    else if (gras) morceaux.push(creer("strong", {}, ...enLigne(gras)));
    else morceaux.push(creer("em", {}, ...enLigne(italique ?? souligne)));
  }
  return [...morceaux, composer(nu + propre.slice(debut))];
}

/** @param {string} source its id, as s1 */
function appel(source) {
  return creer("sup", { class: "appel" }, creer("span", {}, source.slice(1)));
}
