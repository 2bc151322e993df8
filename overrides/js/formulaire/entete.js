/**
 * The front matter against the field dictionary: what pydantic and `scripts/recueil/conformite.py` say
 * of the file, said of the form.
 *
 * @typedef {(string | number)[]} Chemin
 * @typedef {(chemin: Chemin, code: string, valeurs?: Record<string, unknown>) => void} NoterValeur
 */
import { paire, suggerer, suggererValeur } from "./suggestions.js";
import { enSlug, longueur, motif } from "./textes.js";

/** Beyond, YAML readers disagree on what is a number. */
const ENTIER_MAX = 999_999_999;

/**
 * Check the whole front matter. Where the template's text is left, nothing else is said.
 * @param {any} valeurs
 * @param {any} regles
 * @param {NoterValeur} noter
 * @returns {boolean} whether nothing was found
 */
export function verifierEntete(valeurs, { schema, a_remplir }, noter) {
  const restes = textes(valeurs, []).flatMap(([chemin, texte]) => (texte.includes(a_remplir) ? [chemin] : []));
  for (const chemin of restes) noter(chemin, "modele-non-rempli");
  const dits = new Set(restes.map((chemin) => chemin.join(".")));
  const bon = verifier(valeurs, schema, [], "…", (chemin, code, mots) => {
    if (!dits.has(chemin.join("."))) noter(chemin, code, mots);
  });
  return bon && !dits.size;
}

/**
 * Every text of a value, with its place.
 * @param {any} valeur
 * @param {Chemin} chemin
 * @returns {[Chemin, string][]}
 */
function textes(valeur, chemin) {
  if (typeof valeur === "string") return [[chemin, valeur]];
  if (valeur === null || typeof valeur !== "object") return [];
  const cles = Array.isArray(valeur) ? [...valeur.keys()] : Object.keys(valeur);
  return cles.flatMap((cle) => textes(valeur[cle], [...chemin, cle]));
}

/**
 * Check a value against its node of the schema.
 * @param {any} valeur
 * @param {any} noeud
 * @param {Chemin} chemin
 * @param {string} exempleDuGroupe
 * @param {NoterValeur} noter
 * @returns {boolean}
 */
function verifier(valeur, noeud, chemin, exempleDuGroupe, noter) {
  const exemple = noeud.exemple ?? exempleDuGroupe;
  /** @type {(code: string, valeurs?: Record<string, unknown>) => boolean} */
  const refuser = (code, valeurs = {}) => {
    noter(chemin, code, { champ: nomDuChamp(chemin), exemple, ...valeurs });
    return false;
  };
  if (valeur === null) return noeud.nul ? true : refuser("valeur-vide");
  if (noeud.type === "object") return verifierGroupe(valeur, noeud, chemin, exemple, noter, refuser);
  if (noeud.type === "array") return verifierListe(valeur, noeud, chemin, exemple, noter, refuser);
  if (noeud.type === "integer") return verifierNombre(valeur, noeud, refuser);
  return verifierTexte(valeur, noeud, refuser);
}

/**
 * @param {any} valeur
 * @param {any} noeud
 * @param {Chemin} chemin
 * @param {string} exemple
 * @param {NoterValeur} noter
 * @param {(code: string, valeurs?: Record<string, unknown>) => boolean} refuser
 */
function verifierGroupe(valeur, noeud, chemin, exemple, noter, refuser) {
  if (typeof valeur !== "object" || Array.isArray(valeur)) return refuser("groupe-attendu");
  const connus = Object.entries(noeud.properties);
  let bon = true;
  for (const [nom, sousNoeud] of connus) {
    const sien = [...chemin, nom];
    if (Object.hasOwn(valeur, nom) && valeur[nom] !== undefined) {
      bon = verifier(valeur[nom], sousNoeud, sien, exemple, noter) && bon;
    } else if (noeud.required.includes(nom)) {
      noter(sien, "champ-manquant", { champ: nomDuChamp(sien), exemple: `${nom}: ${sousNoeud.exemple}` });
      bon = false;
    }
  }
  const noms = connus.map(([nom]) => nom);
  for (const nom of Object.keys(valeur).filter((autre) => !noms.includes(autre) && valeur[autre] !== undefined)) {
    const sien = [...chemin, nom];
    noter(sien, "champ-inconnu", { champ: nomDuChamp(sien), suggestion: suggerer(nom, noms.map(paire), noms) });
    bon = false;
  }
  const ordre = noeud["x-ordre"];
  if (!bon || !ordre) return bon;
  const [avant, apres] = ordre.champs.map((/** @type {string} */ nom) => valeur[nom]);
  const extremes = Object.fromEntries(ordre.champs.map((/** @type {string} */ nom) => [nom, valeur[nom]]));
  return avant && apres && apres < avant ? refuser(ordre["x-regle"], extremes) : true;
}

/**
 * @param {any} valeur
 * @param {any} noeud
 * @param {Chemin} chemin
 * @param {string} exemple
 * @param {NoterValeur} noter
 * @param {(code: string, valeurs?: Record<string, unknown>) => boolean} refuser
 */
function verifierListe(valeur, noeud, chemin, exemple, noter, refuser) {
  if (!Array.isArray(valeur)) return refuser("liste-attendue");
  if (valeur.length > noeud.maxItems) {
    return refuser("liste-trop-longue", { nombre: valeur.length, maximum: noeud.maxItems });
  }
  const bons = valeur.map((element, rang) => verifier(element, noeud.items, [...chemin, rang], exemple, noter));
  if (bons.includes(false)) return false;
  if (valeur.length < noeud.minItems) return refuser("liste-vide", { minimum: noeud.minItems });
  if (!noeud.uniqueItems) return true;
  const textes = valeur.map((element) => element.trim());
  const double = textes.find((texte, rang) => textes.indexOf(texte) < rang);
  return double === undefined ? true : refuser("valeur-en-double", { valeur: double });
}

/**
 * @param {any} valeur
 * @param {any} noeud
 * @param {(code: string, valeurs?: Record<string, unknown>) => boolean} refuser
 */
function verifierNombre(valeur, noeud, refuser) {
  if (!Number.isInteger(valeur) || Math.abs(valeur) > ENTIER_MAX) {
    return refuser("nombre-attendu", { valeur: apercu(valeur) });
  }
  const { minimum, maximum } = noeud;
  if (valeur < minimum) return refuser("nombre-hors-limites", { valeur, bornes: `à partir de ${minimum}` });
  return valeur > maximum ? refuser("nombre-hors-limites", { valeur, bornes: `jusqu'à ${maximum}` }) : true;
}

/**
 * @param {any} valeur
 * @param {any} noeud
 * @param {(code: string, valeurs?: Record<string, unknown>) => boolean} refuser
 */
function verifierTexte(valeur, noeud, refuser) {
  if (noeud.format === "date") {
    return estUnJour(valeur, noeud.pattern) ? true : refuser(noeud["x-regle"], { valeur: apercu(valeur) });
  }
  if (typeof valeur !== "string") return refuser("texte-attendu", { valeur: apercu(valeur), nature: nature(valeur) });
  const texte = valeur.trim();
  const nombre = longueur(texte);
  if (nombre > noeud.maxLength) {
    return refuser("texte-trop-long", { longueur: nombre, maximum: noeud.maxLength, exces: nombre - noeud.maxLength });
  }
  const libelles = noeud["x-libelles"];
  if (libelles && !Object.hasOwn(libelles, texte)) {
    return refuser(noeud["x-regle"], { valeur: texte, suggestion: suggererValeur(texte, libelles) });
  }
  for (const regle of [noeud, ...(noeud.allOf ?? [])]) {
    const source = regle.pattern ?? regle.not?.pattern;
    if (!source) continue;
    const trouve = motif(source).exec(texte);
    if (Boolean(trouve) === Boolean(regle.not)) {
      const propose = enSlug(texte) || "ma-fiche";
      return refuser(regle["x-regle"], { valeur: texte, extrait: trouve?.[0] ?? "", propose });
    }
  }
  return true;
}

/**
 * Whether a text is a day of the calendar, as 2026-11-21.
 * @param {any} valeur
 * @param {string} source
 */
function estUnJour(valeur, source) {
  if (typeof valeur !== "string" || !motif(source).test(valeur) || valeur.startsWith("0000")) return false;
  return new Date(`${valeur}T00:00:00Z`).toISOString().startsWith(valeur);
}

/**
 * A field's path as a contributor reads it: `sources 2, url` is the url of the second source.
 * @param {Chemin} chemin
 */
function nomDuChamp(chemin) {
  /** @type {string[]} */
  const morceaux = [];
  for (const partie of chemin) {
    if (typeof partie === "number" && morceaux.length) morceaux[morceaux.length - 1] += ` ${partie + 1}`;
    else morceaux.push(String(partie));
  }
  return morceaux.join(", ");
}

/** @param {any} valeur */
function apercu(valeur) {
  if (Array.isArray(valeur)) return "une liste";
  return valeur !== null && typeof valeur === "object" ? "un groupe" : String(valeur);
}

/** @param {any} valeur */
function nature(valeur) {
  if (typeof valeur === "boolean") return "oui ou non";
  return typeof valeur === "number" ? "un nombre" : apercu(valeur);
}
