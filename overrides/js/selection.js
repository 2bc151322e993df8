/**
 * The page of a selection: one's own, which this browser keeps, or the one that the address carries.
 * What the address brings never takes the place of one's own unless asked to.
 *
 * @typedef {import("./selection/adresse.js").Selection} Selection
 * @typedef {import("./selection/fiches.js").Fiche} Fiche
 * @typedef {import("./selection/fiches.js").Recueil} Recueil
 */
import "./page.js";
import { copier, preparerCopie } from "./copie.js";
import { creer, pluriel } from "./elements.js";
import { ecrireSelection, lireSelection, reunir } from "./selection/adresse.js";
import { ecouter, estGardee, garder, maSelection } from "./selection/coffre.js";
import { composerDossier } from "./selection/dossier.js";
import { brancherExports } from "./selection/exports.js";
import { chargerRecueil } from "./selection/fiches.js";
import { ligneAEcrire, ligneALire, phrasesDesInconnues, textesAEcrire, textesALire } from "./selection/liste.js";

/** Characters: beyond, some mail programs and platforms cut an address. */
const ADRESSE_MAX = 2000;

/** @param {string} id @returns {HTMLElement} */
const un = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

const racine = /** @type {HTMLElement} */ (document.querySelector(".selection")).dataset.racine ?? "";
const annuler = /** @type {HTMLButtonElement} */ (un("selection-annuler"));
const lien = /** @type {HTMLAnchorElement} */ (un("selection-lien"));
const { selection: apportee, refuses } = lireSelection(location.search);

/** The selection received, until it is taken over. @type {Selection | null} */
let recue = ecrireSelection(apportee) && ecrireSelection(apportee) !== ecrireSelection(maSelection()) ? apportee : null;
/** One's own before the last change that can be undone. @type {Selection | null} */
let avant = null;
/** @type {Recueil} */
let recueil;

/** The selection shown, without what the collection does not have. @returns {Selection} */
function montree() {
  const { titre, intro, choix } = recue ?? maSelection();
  return { titre, intro, choix: choix.filter(({ id }) => recueil.parId.has(id)) };
}

/** @param {string} phrase */
function dire(phrase) {
  un("selection-etat").textContent = phrase;
}

/**
 * The whole address of a selection, on the site as published: a page opened as a file has none that others could open.
 * @param {Selection} selection
 */
const adresseDe = (selection) => `${recueil.page}?${ecrireSelection(selection)}`;

function montrer() {
  const { choix } = recue ?? maSelection();
  const selection = montree();
  const vide = !recue && !ecrireSelection(selection);
  const inconnues = choix.map(({ id }) => id).filter((id) => !recueil.parId.has(id));
  const phrases = phrasesDesInconnues(inconnues, refuses);
  un("selection-inconnues").replaceChildren(...phrases);
  un("selection-inconnues").hidden = !phrases.length;
  un("selection-h1").textContent = recue ? "Une sélection de fiches" : "Ma sélection";
  un("selection-vide").hidden = !vide;
  un("selection-partagee").hidden = !recue;
  un("selection-contenu").hidden = vide;
  un("selection-vider-place").hidden = recue !== null;
  un("selection-memoire").hidden = estGardee();
  un("selection-message").append(annuler);
  annuler.hidden = true;
  un("selection-textes").replaceChildren(...(recue ? textesALire(selection) : textesAEcrire(selection, gestes)));
  un("selection-fiches").replaceChildren(
    ...selection.choix.map(({ id, note }, rang) => {
      const fiche = /** @type {Fiche} */ (recueil.parId.get(id));
      return recue ? ligneALire(fiche, note, racine) : ligneAEcrire(fiche, note, rang, selection.choix.length, racine, gestes);
    }),
  );
  if (recue) montrerReprise();
  montrerAdresse();
}

/** The link, and what is to be said of its length. */
function montrerAdresse() {
  const selection = montree();
  const adresse = adresseDe(selection);
  lien.href = `?${ecrireSelection(selection)}`;
  lien.textContent = adresse;
  const trop = adresse.length > ADRESSE_MAX;
  un("selection-longueur").hidden = !trop;
  if (trop) {
    un("selection-longueur").textContent =
      `Cette adresse est longue\u00a0: ${adresse.length} caractères. Certains logiciels coupent une adresse de plus de ${ADRESSE_MAX} caractères. ` +
      "Essayez-la là où vous la collez, raccourcissez vos notes, ou donnez le dossier imprimé ou le cours exporté, qui contiennent aussi vos notes.";
  }
  if (recue) return;
  // Where nothing is kept, the page's own address does it: loading the page again brings the selection back.
  const requete = estGardee() ? "" : `?${ecrireSelection(selection)}`;
  if (location.search !== requete) remplacerAdresse(requete);
}

/** @param {string} requete */
function remplacerAdresse(requete) {
  try {
    history.replaceState(null, "", location.pathname + requete);
  } catch {
    // Some browsers refuse it to a page opened as a file: the address then stays as it was.
  }
}

/** @param {Selection} selection */
function changer(selection) {
  avant = null;
  garder(selection);
}

/**
 * Offer to undo: the button goes where the eye is.
 * @param {Element} place
 * @param {Selection} ancienne
 */
function proposerAnnuler(place, ancienne) {
  avant = ancienne;
  annuler.hidden = false;
  place.append(annuler);
  annuler.focus();
}

const gestes = {
  /** @param {"titre" | "intro"} champ @param {string} texte */
  ecrire(champ, texte) {
    changer({ ...maSelection(), [champ]: texte });
    montrerAdresse();
  },

  /** @param {number} id @param {string} note */
  noter(id, note) {
    const selection = maSelection();
    changer({ ...selection, choix: selection.choix.map((choix) => (choix.id === id ? { id, note } : choix)) });
    montrerAdresse();
  },

  /** @param {number} id @param {1 | -1} pas */
  deplacer(id, pas) {
    const selection = montree();
    const choix = selection.choix;
    const rang = choix.findIndex((autre) => autre.id === id);
    [choix[rang], choix[rang + pas]] = [choix[rang + pas], choix[rang]];
    changer(selection);
    montrer();
    // The button that gets the focus says which fiche.
    dire(`Position ${rang + pas + 1} sur ${choix.length}.`);
    const voulu = /** @type {HTMLButtonElement} */ (un(`${pas < 0 ? "monter" : "descendre"}-${id}`));
    const autre = un(`${pas < 0 ? "descendre" : "monter"}-${id}`);
    (voulu.disabled ? autre : voulu).focus();
  },

  /** @param {number} id */
  retirer(id) {
    const ancienne = maSelection();
    const rang = montree().choix.findIndex((choix) => choix.id === id);
    changer({ ...ancienne, choix: ancienne.choix.filter((choix) => choix.id !== id) });
    montrer();
    const phrase = `«\u00a0${recueil.parId.get(id)?.titre}\u00a0» est retirée.`;
    const place = creer("li", { class: "selection-retiree" }, creer("span", {}, phrase));
    const liste = un("selection-vide").hidden ? un("selection-fiches") : null;
    if (liste) liste.insertBefore(place, liste.children[rang] ?? null);
    proposerAnnuler(liste ? place : un("selection-vide"), ancienne);
    dire("Fiche retirée.");
  },
};

annuler.addEventListener("click", () => {
  if (!avant) return;
  changer(avant);
  montrer();
  dire("C’est annulé.");
  (un("selection-contenu").hidden ? un("contenu") : un("selection-titre-fiches")).focus();
});

un("selection-vider").addEventListener("click", () => {
  const ancienne = maSelection();
  changer({ titre: "", intro: "", choix: [] });
  montrer();
  dire("Votre sélection est vidée.");
  proposerAnnuler(un("selection-vide"), ancienne);
});

/** What one may do with a selection received. */
function montrerReprise() {
  const selection = montree();
  const mienne = maSelection();
  const reprendre = (/** @type {Selection} */ nouvelle, /** @type {string} */ phrase) => () => {
    recue = null;
    changer(nouvelle);
    montrer();
    dire(phrase);
    if (ecrireSelection(mienne)) proposerAnnuler(un("selection-message"), mienne);
    else un("selection-titre-fiches").focus();
  };
  /** @param {string} classe @param {string} texte @param {() => void} agir */
  const bouton = (classe, texte, agir) => {
    const element = creer("button", { type: "button", class: classe }, texte);
    element.addEventListener("click", agir);
    return creer("li", {}, element);
  };
  const choix = [];
  if (!selection.choix.length) choix.push(creer("li", {}, creer("a", { href: location.pathname }, "Voir ma sélection")));
  else if (!ecrireSelection(mienne)) choix.push(bouton("bouton", "Reprendre cette sélection", reprendre(selection, "La sélection est maintenant la vôtre.")));
  else {
    choix.push(
      bouton("bouton", "Reprendre cette sélection", () => {
        const question = `Vous avez déjà une sélection, de ${pluriel(mienne.choix.length, "fiche")}. Que faire de la vôtre\u202f?`;
        un("selection-reprise").replaceChildren(
          creer("li", { class: "selection-question", tabindex: "-1" }, question),
          bouton("bouton-discret", "La remplacer par celle-ci", reprendre(selection, "Votre sélection est remplacée.")),
          bouton("bouton-discret", "Y ajouter ces fiches", reprendre(reunir(mienne, selection), "Les fiches sont ajoutées à votre sélection.")),
          bouton("bouton-discret", "Ne rien changer", () => {
            montrerReprise();
            un("selection-reprise").querySelector("button")?.focus();
          }),
        );
        /** @type {HTMLElement} */ (un("selection-reprise").firstElementChild).focus();
      }),
      creer("li", {}, creer("a", { class: "bouton-discret", href: location.pathname }, "Voir ma sélection")),
    );
  }
  un("selection-reprise").replaceChildren(...choix);
}

un("selection-copier").addEventListener("click", () => copier(adresseDe(montree()), "Adresse copiée.", un("selection-copier")));

un("selection-imprimer").addEventListener("click", async () => {
  const selection = montree();
  const total = selection.choix.length;
  let arretee = false;
  dire("Préparation du dossier…");
  try {
    await composerDossier(un("dossier"), selection, recueil, racine, adresseDe(selection), (faites) => {
      if (!arretee) dire(`Préparation du dossier\u00a0: ${faites} sur ${total}.`);
    });
  } catch {
    arretee = true;
    dire("Le dossier n’a pas pu être fait\u00a0: une fiche n’est pas arrivée. Vérifiez la connexion, puis recommencez.");
    return;
  }
  dire("Le dossier est prêt à imprimer.");
  un("dossier").hidden = false;
  window.print();
});
// What is printed later is what the page shows then, unless the handout is asked for again.
window.addEventListener("afterprint", () => (un("dossier").hidden = true));

async function commencer() {
  try {
    recueil = await chargerRecueil(racine);
  } catch {
    dire("Les fiches n’ont pas pu être chargées. Vérifiez la connexion, puis rechargez la page. Votre sélection est intacte.");
    return;
  }
  preparerCopie();
  brancherExports(document, racine, montree);
  ecouter((ailleurs) => {
    if (!ailleurs) return;
    avant = null;
    const actif = document.activeElement?.id;
    montrer();
    if (actif) document.getElementById(actif)?.focus();
  });
  montrer();
}

commencer();
