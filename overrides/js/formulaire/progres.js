/** How far the fiche is: required fields in which the checks find no fault. */
import { pluriel } from "../elements.js";
import { grouper } from "./messages.js";
import { enUneLigne, longueur } from "./textes.js";

/**
 * @param {HTMLFormElement} formulaire
 * @param {import("./messages.js").Trouvaille[]} trouvailles
 */
export function montrerProgres(formulaire, trouvailles) {
  const fautes = grouper(formulaire, trouvailles.filter(({ gravite }) => gravite === "faute"));
  let faits = 0;
  let total = 0;
  for (const partie of /** @type {NodeListOf<HTMLElement>} */ (formulaire.querySelectorAll("[data-partie]"))) {
    const champs = [.../** @type {NodeListOf<HTMLElement>} */ (partie.querySelectorAll("[data-obligatoire]"))];
    const justes = champs.filter((champ) => !fautes.has(champ)).length;
    const reste = [...fautes.keys()].some((zone) => partie.contains(zone));
    const etape = /** @type {HTMLElement} */ (document.querySelector(`[data-etape="${partie.dataset.partie}"]`));
    etape.textContent = !reste ? "complet" : justes < champs.length ? `${justes} sur ${champs.length}` : "à corriger";
    etape.classList.toggle("etape-complete", !reste);
    faits += justes;
    total += champs.length;
  }
  const barre = /** @type {HTMLProgressElement} */ (document.querySelector("#avancee-barre"));
  barre.max = total;
  barre.value = faits;
  const phrase = /** @type {HTMLElement} */ (document.querySelector("#avancee-phrase"));
  phrase.textContent = `${pluriel(faits, "champ")} obligatoire${faits > 1 ? "s" : ""} sur ${total}`;
}

/** « 34 sur 90 caractères », counted as the validator counts. @param {HTMLFormElement} formulaire */
export function compterCaracteres(formulaire) {
  for (const compte of /** @type {NodeListOf<HTMLElement>} */ (formulaire.querySelectorAll(".champ-compte"))) {
    const commande = /** @type {HTMLInputElement} */ (compte.closest(".champ")?.querySelector("[name]"));
    const nombre = longueur(enUneLigne(commande.value).trim());
    const maximum = Number(compte.dataset.maximum);
    compte.textContent = nombre ? `${nombre} sur ${maximum} caractères` : `${maximum} caractères au plus`;
    compte.classList.toggle("compte-depasse", nombre > maximum);
  }
}
