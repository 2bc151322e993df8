import { retenir } from "./memoire.js";

/**
 * The switch between light and dark, remembered in this browser only.
 * @param {Document} page
 */
export function brancherTheme(page) {
  const bouton = page.querySelector(".theme-bascule");
  if (!bouton) return;
  const systeme = window.matchMedia("(prefers-color-scheme: dark)");
  const racine = page.documentElement;
  const sombre = () => (racine.dataset.theme ? racine.dataset.theme === "sombre" : systeme.matches);
  const afficher = () => bouton.setAttribute("aria-pressed", String(sombre()));

  bouton.addEventListener("click", () => {
    const theme = sombre() ? "clair" : "sombre";
    racine.dataset.theme = theme;
    retenir("theme", theme);
    afficher();
  });
  systeme.addEventListener("change", afficher);
  afficher();
}
