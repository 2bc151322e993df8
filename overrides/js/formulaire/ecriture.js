/**
 * A fiche as the text of its file, written as those of `fiches/` are.
 *
 * @typedef {{ slug: string, entete: Record<string, any>, sections: Record<string, string> }} Saisie
 *   `entete` is the front matter as it would be read; `sections` holds Markdown by title.
 * @typedef {{ texte: string, champ: string, numero: number, rang?: number }} Ligne
 *   `numero` counts from 1 in the file, `rang` in the section's text as it was typed.
 */
import { enUneLigne, motif } from "./textes.js";

const SIMPLE = /^[a-z][a-z0-9-]*$/;
// What YAML 1.1 reads as something else than a text.
const RESERVES = new Set(["null", "true", "false", "yes", "no", "on", "off", "y", "n"]);

/**
 * The text of the file, which ends with a line feed.
 * @param {Saisie} saisie
 * @param {any} regles
 */
export function ecrireFiche(saisie, regles) {
  return ecrireLignes(saisie, regles)
    .map(({ texte }) => `${texte}\n`)
    .join("");
}

/**
 * The lines of the file, each with the field that it comes from.
 * @param {Saisie} saisie
 * @param {any} regles
 * @returns {Ligne[]}
 */
export function ecrireLignes(saisie, regles) {
  const corps = lignesDuCorps(saisie.sections, regles);
  const tirets = { texte: "---", champ: "slug" };
  const entete = lignesDeLEntete(saisie.entete, regles.schema);
  return [tirets, ...entete, tirets, ...corps].map((ligne, rang) => ({ ...ligne, numero: rang + 1 }));
}

/**
 * @param {Record<string, any>} entete
 * @param {any} schema
 */
function lignesDeLEntete(entete, schema) {
  return champsDe(enUneLigne(entete), schema).flatMap(([nom, valeur, noeud]) => {
    const champ = nom;
    if (!Array.isArray(valeur) || !valeur.length || !enBloc(noeud)) {
      return [{ texte: `${cle(nom)}: ${enLigne(valeur, noeud)}`, champ }];
    }
    const elements = valeur.flatMap((element, rang) => lignesDeLElement(element, noeud.items, `${champ}.${rang}`));
    return [{ texte: `${cle(nom)}:`, champ }, ...elements];
  });
}

/**
 * An element of a list written with hyphens: a text, or a group a field a line.
 * @param {any} element
 * @param {any} noeud
 * @param {string} champ
 */
function lignesDeLElement(element, noeud, champ) {
  const champs = estGroupe(element) ? champsDe(element, noeud) : [];
  if (!champs.length) return [{ texte: `  - ${enLigne(element, noeud)}`, champ }];
  return champs.map(([nom, valeur, sousNoeud], rang) => ({
    texte: `${rang ? "   " : "  -"} ${cle(nom)}: ${enLigne(valeur, sousNoeud)}`,
    champ: `${champ}.${nom}`,
  }));
}

/**
 * The fields of a group that are written, in the schema's order, then those it does not know: an
 * optional one without a value is left out.
 * @param {Record<string, any>} groupe
 * @param {any} noeud
 * @returns {[string, any, any][]}
 */
function champsDe(groupe, noeud) {
  const connus = noeud?.properties ?? {};
  const noms = [...Object.keys(connus), ...Object.keys(groupe).filter((nom) => !Object.hasOwn(connus, nom))];
  return noms
    .filter((nom) => {
      const vide = groupe[nom] === null || (Array.isArray(groupe[nom]) && !groupe[nom].length);
      return groupe[nom] !== undefined && !(vide && Object.hasOwn(connus, nom) && !noeud.required.includes(nom));
    })
    .map((nom) => [nom, groupe[nom], Object.hasOwn(connus, nom) ? connus[nom] : undefined]);
}

/**
 * Whether the elements of a list are written one a line: groups, and texts in ordinary language.
 * @param {any} noeud
 */
function enBloc(noeud) {
  return noeud?.items?.type === "object" || noeud?.items?.maxLength !== undefined;
}

/**
 * @param {any} valeur
 * @param {any} noeud
 * @returns {string}
 */
function enLigne(valeur, noeud) {
  if (Array.isArray(valeur)) return `[${valeur.map((element) => enLigne(element, noeud?.items)).join(", ")}]`;
  if (estGroupe(valeur)) {
    const champs = champsDe(valeur, noeud).map(([nom, v, sousNoeud]) => `${cle(nom)}: ${enLigne(v, sousNoeud)}`);
    return `{${champs.join(", ")}}`;
  }
  if (typeof valeur !== "string") return String(valeur);
  const estNu = noeud?.maxLength === undefined && (estSimple(valeur) || estUneDate(valeur, noeud));
  return estNu ? valeur : entreGuillemets(valeur);
}

/**
 * @param {string} texte
 * @param {any} noeud
 */
function estUneDate(texte, noeud) {
  return noeud?.format === "date" && motif(noeud.pattern).test(texte);
}

/** @param {string} nom */
function cle(nom) {
  return estSimple(nom.replaceAll("_", "-")) ? nom : entreGuillemets(nom);
}

/** @param {string} texte */
function estSimple(texte) {
  return SIMPLE.test(texte) && !RESERVES.has(texte);
}

/** @param {string} texte */
function entreGuillemets(texte) {
  return `"${texte.replace(/["\\]/g, "\\$&")}"`;
}

/** @param {any} valeur */
function estGroupe(valeur) {
  return valeur !== null && typeof valeur === "object" && !Array.isArray(valeur);
}

/**
 * The sections in their order; an optional one without a text is left out.
 * @param {Record<string, string>} sections
 * @param {any} regles
 */
function lignesDuCorps(sections, regles) {
  const prevus = new Map(regles.sections.map((/** @type {any} */ prevu) => [prevu.titre, prevu]));
  const titres = [...prevus.keys(), ...Object.keys(sections).filter((titre) => !prevus.has(titre))];
  return titres.flatMap((titre) => {
    const lignes = (Object.hasOwn(sections, titre) ? sections[titre] : "").normalize("NFC").split(/\r\n?|\n/);
    const premiere = lignes.findIndex((ligne) => ligne.trim());
    const champ = `section:${titre}`;
    if (premiere < 0 && prevus.has(titre) && !prevus.get(titre).obligatoire) return [];
    const texte = premiere < 0 ? [] : lignes.slice(premiere).join("\n").trimEnd().split("\n");
    return [
      { texte: "", champ },
      { texte: `## ${enUneLigne(titre)}`, champ },
      ...(texte.length ? [{ texte: "", champ }] : []),
      ...texte.map((ligne, rang) => ({ texte: ligne, champ, rang: premiere + rang + 1 })),
    ];
  });
}
