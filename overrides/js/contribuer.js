/**
 * The contribution form: keeps the draft, checks as one goes, shows the fiche, and hands it over.
 *
 * @typedef {import("./formulaire/messages.js").Trouvaille} Trouvaille
 */
import "./page.js";
import { lireDonnees } from "./donnees.js";
import { pluriel } from "./elements.js";
import { montrerApercu } from "./formulaire/apercu.js";
import { effacerBrouillon, garderBrouillon, lireBrouillon } from "./formulaire/brouillon.js";
import { controler } from "./formulaire/controles.js";
import { ecrireFiche } from "./formulaire/ecriture.js";
import { adresseSurLaForge, copier, telecharger } from "./formulaire/emporter.js";
import { montrerBilan, montrerMessages, phraseDuBilan } from "./formulaire/messages.js";
import { compterCaracteres, montrerProgres } from "./formulaire/progres.js";
import { libelle, lireBrut, lireSaisie, proposerPrincipaux, remplir } from "./formulaire/saisie.js";
import { ajouterSource, citer, nomsDesSources, prochaineSource, retirerSource } from "./formulaire/sources.js";
import { enSlug } from "./formulaire/textes.js";

const ATTENTE_MS = 200;
const NOM_MAX = 60;

/** @param {string} selecteur @returns {any} */
const un = (selecteur) => document.querySelector(selecteur);
/** @type {HTMLFormElement} */
const formulaire = un("#fiche");
const liste = /** @type {HTMLElement} */ (formulaire.querySelector("[data-champ=sources]"));
const titre = /** @type {HTMLInputElement} */ (formulaire.elements.namedItem("titre"));
const nom = /** @type {HTMLInputElement} */ (formulaire.elements.namedItem("slug"));
const niveaux = [.../** @type {NodeListOf<HTMLInputElement>} */ (formulaire.querySelectorAll("[name=niveau]"))].map(({ value }) => value);
ajouterSource(formulaire, "s1");
const vierge = lireBrut(formulaire);

/** Fields that were changed, so that they are judged before « Vérifier ». @type {Set<Element>} */
const changes = new Set();
/** @type {Record<string, any> | null} */
let regles = null;
/** @type {import("./formulaire/saisie.js").Brut | null} */
let efface = null;
let verifie = false;
let garde = true;
let presse = false;
/** @type {number | undefined} */
let attente;

/** The name of a file, from the title: its first words. @param {string} texte */
function proposerNom(texte) {
  const entier = enSlug(texte);
  return entier.length <= NOM_MAX ? entier : entier.slice(0, NOM_MAX + 1).replace(/-[^-]*$/, "");
}

/** Today, where the visitor is. */
function aujourdhui() {
  const jour = new Date();
  return [jour.getFullYear(), jour.getMonth() + 1, jour.getDate()].map((nombre) => String(nombre).padStart(2, "0")).join("-");
}

/** @param {Record<string, any>} regles */
function lire(regles) {
  return lireSaisie(formulaire, { id: regles.numero, statut: formulaire.dataset.statut, mise_a_jour: aujourdhui() });
}

/** @param {string} champ @param {string} valeur */
function libelleDe(champ, valeur) {
  const choix = [.../** @type {NodeListOf<HTMLInputElement | HTMLOptionElement>} */ (
    formulaire.querySelectorAll(`[data-champ="${champ}"] :is(input, option)`)
  )].find(({ value }) => value === valeur);
  return choix instanceof HTMLOptionElement ? choix.text : choix ? libelle(choix) : valeur;
}

/** Bring everything that depends on what is typed up to date. */
function rafraichir() {
  clearTimeout(attente);
  compterCaracteres(formulaire);
  if (!regles) return [];
  const saisie = lire(regles);
  /** @type {Trouvaille[]} */
  const trouvailles = controler(saisie, regles);
  const fautes = trouvailles.filter(({ gravite }) => gravite === "faute").length;
  montrerMessages(formulaire, trouvailles, (zone) => verifie || changes.has(zone));
  if (verifie) {
    montrerBilan(un("#bilan"), formulaire, trouvailles);
    const phrase = `${phraseDuBilan(fautes, trouvailles.length - fautes)}.`;
    if (un("#relire-etat").textContent !== phrase) un("#relire-etat").textContent = phrase;
  }
  montrerProgres(formulaire, trouvailles);
  montrerApercu(un(".apercu"), saisie, niveaux, libelleDe);
  preparerLaSortie(ecrireFiche(saisie, regles), saisie.slug, fautes);
  return trouvailles;
}

/** @param {string} texte @param {string} slug @param {number} fautes */
function preparerLaSortie(texte, slug, fautes) {
  un("#texte-du-fichier").value = texte;
  un("#emporter-etat").textContent = fautes
    ? `Il reste ${pluriel(fautes, "point")} à corriger. Vous pouvez déjà emporter votre texte, mais il ne pourra pas être publié ainsi.`
    : "La fiche est complète. Vous pouvez l’emporter.";
  const lien = un("#ouvrir-la-forge");
  if (!lien) return;
  const { adresse, avecLeTexte } = adresseSurLaForge(formulaire.dataset, slug, texte);
  lien.href = adresse;
  lien.textContent = avecLeTexte ? "Ouvrir la forge avec ce texte" : "Ouvrir la forge, page vide";
  un("#forge-aide").textContent = avecLeTexte
    ? "Sur la forge, connectez-vous d’abord à votre compte. Si la page s’ouvre vide, revenez copier le texte, puis collez-le."
    : "Votre texte est trop long pour passer par l’adresse d’une page. Copiez-le d’abord, ouvrez la forge, puis collez-le.";
}

/** Wait for a pause, and for the pointer to be up: a message that comes in moves what one is about to press. */
function bientot() {
  clearTimeout(attente);
  attente = setTimeout(() => (presse ? bientot() : rafraichir()), ATTENTE_MS);
}

function garder() {
  garde = garderBrouillon(lireBrut(formulaire));
  if (garde) return;
  un("#brouillon-garde").textContent =
    "Votre navigateur refuse de garder ce que vous écrivez. Ne fermez pas cette page avant d’avoir emporté la fiche.";
}

/** @param {import("./formulaire/saisie.js").Brut} brut */
function remettre(brut) {
  remplir(formulaire, brut);
  changes.clear();
  verifie = false;
  un("#bilan").hidden = true;
  un("#relire-etat").textContent = "";
  rafraichir();
}

/** Check everything and lead to what is left. */
function verifier() {
  verifie = true;
  const trouvailles = rafraichir();
  const bilan = un("#bilan");
  bilan.hidden = false;
  if (!trouvailles.length) return;
  bilan.focus();
  bilan.scrollIntoView({ block: "start" });
}

function brancher() {
  let dernierTitre = titre.value;
  formulaire.addEventListener("input", ({ target }) => {
    if (target === titre) {
      if (!nom.value || nom.value === proposerNom(dernierTitre)) nom.value = proposerNom(titre.value);
      dernierTitre = titre.value;
    }
    proposerPrincipaux(formulaire);
    un("#retablir").hidden = true;
    garder();
    bientot();
  });
  formulaire.addEventListener("change", ({ target }) => {
    const champ = /** @type {Element} */ (target).closest("[data-champ]");
    for (let zone = champ; zone; zone = zone.parentElement?.closest("[data-champ]:not(.source)") ?? null) changes.add(zone);
    bientot();
  });
  formulaire.addEventListener("submit", (evenement) => evenement.preventDefault());
  formulaire.addEventListener("click", ({ target }) => {
    const bouton = /** @type {Element} */ (target).closest("button");
    const zone = bouton?.closest(".champ")?.querySelector("textarea");
    if (bouton?.dataset.citer && zone) citer(zone, bouton.dataset.citer);
    else if (bouton?.id === "ajouter-source") ajouter();
    else if (bouton?.matches(".source-retirer")) retirer(/** @type {HTMLElement} */ (bouton.closest(".source")));
  });
  un("#verifier").addEventListener("click", verifier);
  un("#telecharger").addEventListener("click", () => {
    telecharger(`${nom.value || "fiche"}.md`, texteActuel());
    un("#emporter-annonce").textContent = "La fiche est dans vos téléchargements.";
  });
  un("#copier").addEventListener("click", async () => {
    const zone = un("#texte-du-fichier");
    const copie = await copier(texteActuel());
    un("#emporter-annonce").textContent = copie ? "Le texte est copié." : "Votre navigateur refuse de copier. Le texte est ci-dessous, choisi en entier : copiez-le vous-même.";
    if (copie) return;
    zone.closest("details").open = true;
    zone.select();
  });
  un("#effacer").addEventListener("click", () => {
    efface = lireBrut(formulaire);
    effacerBrouillon();
    remettre(vierge);
    dire("Le brouillon est effacé.", true);
  });
  un("#retablir").addEventListener("click", () => {
    remettre(efface ?? vierge);
    garder();
    dire("Le brouillon est revenu.", false);
    un("#effacer").focus();
  });
  for (const sorte of ["pointerdown", "pointerup", "pointercancel"]) {
    document.addEventListener(sorte, () => (presse = sorte === "pointerdown"));
  }
  window.addEventListener("beforeunload", (evenement) => {
    if (!garde && JSON.stringify(lireBrut(formulaire)) !== JSON.stringify(vierge)) evenement.preventDefault();
  });
}

/** The text as it is now, even before the pause that brings the page up to date. */
function texteActuel() {
  rafraichir();
  return un("#texte-du-fichier").value;
}

/** @param {string} message @param {boolean} retablissable */
function dire(message, retablissable) {
  un("#brouillon-etat").textContent = message;
  un("#retablir").hidden = !retablissable;
}

function ajouter() {
  if (nomsDesSources(formulaire).length >= Number(liste.dataset.maximum)) {
    un("#sources-annonce").textContent = `Une fiche a ${liste.dataset.maximum} sources au plus.`;
    return;
  }
  const source = ajouterSource(formulaire, prochaineSource(formulaire));
  garder();
  rafraichir();
  source.querySelector("legend")?.focus();
}

/** @param {HTMLElement} source */
function retirer(source) {
  retirerSource(formulaire, source);
  un("#sources-annonce").textContent = `La source ${source.dataset.source} est retirée.`;
  garder();
  rafraichir();
  un("#ajouter-source").focus();
}

const brouillon = lireBrouillon();
remettre(brouillon ?? vierge);
garder();
if (brouillon) dire("Voici votre brouillon, tel que vous l’avez laissé.", false);
else effacerBrouillon();
brancher();
lireDonnees(formulaire.dataset.racine ?? "", formulaire.dataset.regles ?? "").then(
  (lues) => {
    regles = lues;
    rafraichir();
    formulaire.classList.add("pret");
  },
  () => {
    un("#relire-etat").textContent = "Les contrôles n’ont pas pu être chargés. Votre brouillon est gardé : vérifiez la connexion, puis rechargez la page.";
  },
);
