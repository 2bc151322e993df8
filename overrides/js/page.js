/** What every page does: the light and dark switch, definitions of terms, suggestions under the box. */
import { brancherTheme } from "./theme.js";
import { brancherDefinitions } from "./definitions.js";
import { brancherSuggestions } from "./suggestions.js";

brancherTheme(document);
brancherDefinitions(document);
brancherSuggestions(document);
