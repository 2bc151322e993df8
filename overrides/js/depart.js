// Runs before the first paint: tells the style sheet that scripts run, and applies what was chosen.
(function () {
  const racine = document.documentElement;
  racine.classList.add("js");
  // The catalogue is about to show something else than the whole list, unless its script never comes.
  if (location.search) {
    racine.classList.add("vue-filtree");
    setTimeout(() => racine.classList.remove("vue-filtree"), 8000);
  }
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "clair" || theme === "sombre") racine.dataset.theme = theme;
    if (localStorage.getItem("simple") === "oui") racine.classList.add("simple");
  } catch {
    // Storage is refused: the system's preference applies.
  }
})();
