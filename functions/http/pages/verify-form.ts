import { html } from "hono/html";
import { bilingual } from "./bilingual-text.ts";
import { icon } from "./icon.ts";
import { frontTexts as texts } from "./messages.ts";

/** The form that verifies a licence by what its face says. It works without scripts. */
export const verifyForm = html`<form class="form verify-form" method="get" action="/verify">
  <p class="hint">${bilingual(texts.verifyLead)}</p>
  <div class="field field-wide">
    <label for="licence-id">${bilingual(texts.licenceId)}</label>
    <input id="licence-id" name="id" class="code" required maxlength="60" autocomplete="off" autocapitalize="characters"
      spellcheck="false" aria-describedby="licence-id-hint" />
    <p class="hint" id="licence-id-hint">${bilingual(texts.licenceIdHint)}</p>
  </div>
  <div class="field">
    <label for="licence-code">${bilingual(texts.code)}</label>
    <input id="licence-code" name="c" class="code" maxlength="40" autocomplete="off" autocapitalize="characters"
      spellcheck="false" aria-describedby="licence-code-hint" />
    <p class="hint" id="licence-code-hint">${bilingual(texts.codeHint)}</p>
  </div>
  <button class="button" type="submit">${icon("seal")} <span>${bilingual(texts.submit)}</span></button>
</form>`;
