// Takes away what stands beside a field, and in the summary, about details that are gone; no other fault.
function forgetFault(field) {
  const fault = document.querySelector(`#${CSS.escape(field.id)}-error[data-guard]`);
  if (!fault) return;
  const line = field.form.querySelector(`.sw-errors a[href="#${CSS.escape(field.id)}"]`)?.closest("li");
  const summary = line?.closest(".sw-errors");
  line?.remove();
  if (!summary?.querySelector("li")) summary?.remove();
  fault.closest(".utrecht-form-field--invalid")?.classList.remove("utrecht-form-field--invalid");
  field.classList.remove("utrecht-textarea--invalid", "utrecht-textbox--invalid");
  field.removeAttribute("aria-invalid");
  const described = (field.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== fault.id);
  if (described.length) field.setAttribute("aria-describedby", described.join(" "));
  else field.removeAttribute("aria-describedby");
  fault.remove();
}
