/** What every page does: the light and dark switch, and the definitions of glossary terms. */
import { brancherTheme } from "./theme.js";
import { brancherDefinitions } from "./definitions.js";

brancherTheme(document);
brancherDefinitions(document);
