import { Page } from "./page.ts";
import { onPage } from "./site.ts";

const page = new Page();
onPage(() => void page.mount());
