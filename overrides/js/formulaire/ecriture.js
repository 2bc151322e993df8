export function ecrireFiche(saisie, regles) { return "---\n" + JSON.stringify(saisie.entete, null, 1) + "\n---\n" + Object.entries(saisie.sections).map(([t, x]) => `## ${t}\n\n${x}\n`).join("\n"); }
