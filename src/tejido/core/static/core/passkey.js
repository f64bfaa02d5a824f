// Passkeys: hands the browser what the server asks, and sends its answer with the form.
// Binary values travel as base64url, as the WebAuthn JSON serialization writes them.

const bytes = (text) =>
  Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const withBytes = (list) => (list ?? []).map((entry) => ({ ...entry, id: bytes(entry.id) }));

function readOptions(publicKey) {
  const options = {
    ...publicKey,
    challenge: bytes(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
    excludeCredentials: withBytes(publicKey.excludeCredentials),
  };
  if (publicKey.user) {
    options.user = { ...publicKey.user, id: bytes(publicKey.user.id) };
  }
  return options;
}

function written(credential) {
  const response = {};
  for (const name of [
    "clientDataJSON",
    "attestationObject",
    "authenticatorData",
    "signature",
    "userHandle",
  ]) {
    if (credential.response[name]) {
      response[name] = text(credential.response[name]);
    }
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

async function optionsOf(form) {
  if (form.dataset.options) {
    return JSON.parse(form.dataset.options).publicKey;
  }
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) {
    throw new Error("no challenge");
  }
  return (await answer.json()).publicKey;
}

async function answer(form) {
  const publicKey = readOptions(await optionsOf(form));
  const credential = await navigator.credentials[form.dataset.passkey]({ publicKey });
  form.elements.credential.value = JSON.stringify(written(credential));
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const failure = form.querySelector("[role=alert]");
  if (!window.PublicKeyCredential) {
    continue;
  }
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    failure.hidden = true;
    try {
      await answer(form);
    } catch {
      failure.hidden = false;
      return;
    }
    form.submit();
  });
}
