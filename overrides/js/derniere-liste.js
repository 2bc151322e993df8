/**
 * Previous and next within the last list of the catalogue: the catalogue notes what it shows, a
 * fiche opened from it offers its neighbours and the way back. Kept until the window closes.
 *
 * @typedef {{ retour: string, phrase: string, fiches: [slug: string, titre: string][] }} Liste
 */
import { adressePage } from "./donnees.js";
import { rappeler, retenirPourLaVisite } from "./memoire.js";

const NOM = "derniere-liste";

/** @param {Liste} liste */
export function noterListe(liste) {
  retenirPourLaVisite(NOM, liste);
}

/** @param {Document} page */
export function brancherDerniereListe(page) {
  const zone = /** @type {HTMLElement | null} */ (page.querySelector(".suite-liste"));
  /** @type {Liste | null} */
  const liste = zone && rappeler(NOM);
  const rang = liste ? liste.fiches.findIndex(([slug]) => slug === zone?.dataset.slug) : -1;
  if (!zone || !liste || rang < 0) return;
  /** @param {string} nature @param {string} texte @param {string} adresse */
  const lien = (nature, texte, adresse) => {
    const element = page.createElement("li");
    const ancre = page.createElement("a");
    const etiquette = page.createElement("span");
    etiquette.className = "suite-nature";
    etiquette.textContent = `${nature}\u00a0: `;
    ancre.href = adresse;
    ancre.append(etiquette, texte);
    element.append(ancre);
    return element;
  };
  const elements = [lien("Retour à la liste", liste.phrase, `../../${adressePage(`catalogue/${liste.retour}`)}`)];
  const avant = liste.fiches[rang - 1];
  const apres = liste.fiches[rang + 1];
  if (avant) elements.push(lien("Fiche précédente", avant[1], `../${adressePage(`${avant[0]}/`)}`));
  if (apres) elements.push(lien("Fiche suivante", apres[1], `../${adressePage(`${apres[0]}/`)}`));
  zone.querySelector("ul")?.replaceChildren(...elements);
  zone.hidden = false;
}
