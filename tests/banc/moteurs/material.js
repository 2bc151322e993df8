/** Material's search box, opened on its home page. */
{
  const un = (selecteur) => document.querySelector(selecteur);
  const phrase = () => un(".md-search-result__meta")?.textContent ?? "";
  const elements = () => [...document.querySelectorAll(".md-search-result__item")];
  /** « 12 documents trouvés », « 1 document trouvé » or « Aucun document trouvé ». */
  const repond = () => /trouvé/.test(phrase());
  const nombre = () => Number(/^\s*(\d+)/.exec(phrase())?.[1] ?? 0);
  const montre = () => repond() && elements().length >= Math.min(10, nombre());

  banc.montre = montre;

  banc.interroger = (q) => {
    const champ = un(".md-search__input");
    let change = false;
    return banc.mesurer(
      un(".md-search-result"),
      () => {
        champ.value = q;
        champ.dispatchEvent(new KeyboardEvent("keyup", { bubbles: true }));
      },
      () => change && montre(),
      ({ target }) => (change ||= un(".md-search-result__meta").contains(target)),
    );
  };

  banc.fiches = async (voulues) => {
    const zone = un(".md-search__scrollwrap");
    const slugs = () =>
      elements()
        .map((element) => banc.slug(element.querySelector("a.md-search-result__link").href))
        .filter(Boolean);
    // The list grows as it is scrolled.
    while (slugs().length < voulues && elements().length < nombre()) {
      const avant = elements().length;
      zone.scrollTop = zone.scrollHeight;
      await new Promise((suite) => setTimeout(suite, 300));
      if (elements().length === avant) break;
    }
    return slugs().slice(0, voulues);
  };

  banc.veiller();
}
