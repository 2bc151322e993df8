/**
 * The short definition of a glossary term, shown when its link is hovered or focused.
 *
 * WCAG 2.2, 1.4.13 "Content on Hover or Focus": Esc dismisses it, the pointer can move onto it, and
 * it stays until focus or pointer leaves. The text is in the page already, in a hidden block.
 */
const DELAI_SORTIE_MS = 250;

/** @param {Document} page */
export function brancherDefinitions(page) {
  const liens = page.querySelectorAll("a.terme[data-terme]");
  if (!liens.length) return;
  const bulle = page.createElement("div");
  bulle.className = "bulle";
  bulle.setAttribute("role", "tooltip");
  bulle.hidden = true;
  (page.querySelector("main") ?? page.body).append(bulle);

  /** @type {HTMLAnchorElement | null} */
  let montre = null;
  /** @type {number | undefined} */
  let sortie;

  function cacher() {
    clearTimeout(sortie);
    bulle.hidden = true;
    montre = null;
  }

  function cacherBientot() {
    clearTimeout(sortie);
    sortie = setTimeout(cacher, DELAI_SORTIE_MS);
  }

  /** @param {HTMLAnchorElement} lien */
  function montrer(lien) {
    const definition = page.getElementById(`definition-${lien.dataset.terme}`);
    if (!definition) return;
    clearTimeout(sortie);
    if (montre === lien) return;
    montre = lien;
    bulle.textContent = definition.textContent;
    bulle.hidden = false;
    placer(bulle, lien);
  }

  for (const lien of liens) {
    lien.setAttribute("aria-describedby", `definition-${lien.dataset.terme}`);
    lien.addEventListener("pointerenter", (evenement) => {
      if (evenement.pointerType !== "touch") montrer(lien);
    });
    lien.addEventListener("pointerleave", cacherBientot);
    lien.addEventListener("focus", () => montrer(lien));
    lien.addEventListener("blur", cacher);
  }
  bulle.addEventListener("pointerenter", () => clearTimeout(sortie));
  bulle.addEventListener("pointerleave", cacherBientot);
  page.addEventListener("keydown", (evenement) => {
    if (evenement.key === "Escape" && montre) cacher();
  });
}

/**
 * Under the link, or above it where there is no room below; never wider than the window.
 * @param {HTMLElement} bulle
 * @param {HTMLElement} lien
 */
function placer(bulle, lien) {
  const cadre = lien.getClientRects()[0];
  const marge = 8;
  bulle.style.left = "0";
  bulle.style.top = "0";
  const gauche = Math.min(cadre.left, document.documentElement.clientWidth - bulle.offsetWidth - marge);
  const dessous = cadre.bottom + bulle.offsetHeight + marge < window.innerHeight;
  const haut = dessous ? cadre.bottom : cadre.top - bulle.offsetHeight;
  bulle.style.left = `${Math.max(marge, gauche) + window.scrollX}px`;
  bulle.style.top = `${haut + window.scrollY}px`;
}
