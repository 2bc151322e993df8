/**
 * The buttons that make a file of a list of fiches, here in the browser: a selection, or what the
 * catalogue shows.
 *
 * @typedef {import("./adresse.js").Selection} Selection
 */
import { pluriel } from "../elements.js";
import { plier } from "../recherche/normalisation.js";
import { enregistrer } from "../telechargement.js";
import { cartouche } from "./cartouche.js";
import { enCsv, enJson } from "./extraits.js";
import { chargerRecueil } from "./fiches.js";

const NOM_MAX = 60;

/** @type {Record<string, { extension: string, faire: (racine: string, liste: Selection) => Promise<Blob> }>} */
const FORMES = {
  csv: { extension: "csv", faire: async (racine, { choix }) => blob(await enCsv(racine, numeros(choix)), "text/csv") },
  json: { extension: "json", faire: async (racine, { choix }) => blob(await enJson(racine, numeros(choix)), "application/json") },
  cc11: { extension: "imscc", faire: async (racine, liste) => cartouche(liste, await chargerRecueil(racine), "1") },
  cc13: { extension: "imscc", faire: async (racine, liste) => cartouche(liste, await chargerRecueil(racine), "3") },
};

/** @param {string} texte @param {string} type */
const blob = (texte, type) => new Blob([texte], { type: `${type};charset=utf-8` });

/** @param {Selection["choix"]} choix */
const numeros = (choix) => choix.map(({ id }) => id);

/**
 * @param {Document} page
 * @param {string} racine
 * @param {() => Selection} demander the list as it is when a button is pressed
 */
export function brancherExports(page, racine, demander) {
  const etat = /** @type {HTMLElement} */ (page.querySelector(".exports-etat"));
  for (const bouton of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-export]"))) {
    bouton.addEventListener("click", async () => {
      const liste = demander();
      const { extension, faire } = FORMES[bouton.dataset.export ?? ""];
      if (!liste.choix.length) {
        etat.textContent = "La liste est vide\u00a0: il n’y a rien à exporter.";
        return;
      }
      etat.textContent = "Préparation du fichier…";
      try {
        const nom = `cote-a-cote-${enNom(liste.titre)}.${extension}`;
        enregistrer(nom, await faire(racine, liste));
        etat.textContent = `Fichier prêt\u00a0: ${nom}, ${pluriel(liste.choix.length, "fiche")}.`;
      } catch {
        etat.textContent = "Le fichier n’a pas pu être fait\u00a0: les données ne sont pas arrivées. Vérifiez la connexion, puis recommencez.";
      }
    });
  }
}

/** A title as part of a file's name. @param {string} titre */
function enNom(titre) {
  const mots = plier(titre).match(/[a-z0-9]+/g) ?? [];
  return mots.join("-").slice(0, NOM_MAX).replace(/-$/, "") || "selection";
}
