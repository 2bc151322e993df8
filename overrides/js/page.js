/**
 * What every page does: its switches, definitions of terms, suggestions, neighbours in a list, links to
 * copy, choosing fiches.
 */
import { brancherDefinitions } from "./definitions.js";
import { brancherDerniereListe } from "./derniere-liste.js";
import { brancherPartage } from "./partage.js";
import { brancherChoix } from "./selection/choix.js";
import { brancherSuggestions } from "./suggestions.js";
import { brancherTheme } from "./theme.js";
import { brancherVersionSimple } from "./version-simple.js";

brancherTheme(document);
brancherVersionSimple(document);
brancherDefinitions(document);
brancherSuggestions(document);
brancherDerniereListe(document);
brancherPartage(document);
brancherChoix(document);
