/* Scanning a dossier's code: a photograph is sent at once; where the browser reads bar codes itself (Chrome on Android over https),
   the camera looks until it sees one. Everywhere else the button stays hidden. */
const place = document.querySelector("[data-scan]");
const photo = place?.querySelector("[data-scan-photo]");
photo?.addEventListener("change", () => { if (photo.files.length) photo.form.requestSubmit(); });

const live = place?.querySelector("[data-scan-live]");
const video = place?.querySelector("[data-scan-video]");
const able = "BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia && isSecureContext;
if (live && able) live.hidden = false;

/* What a code looks like is said by the page; a ward whose system numbers otherwise may have any short text with a digit, which the server
   then looks up. What could be a citizen's (the code on an identity card) never leaves the phone. */
const LAWFUL = new RegExp(place?.dataset.form), PERSONAL = new RegExp(place?.dataset.personal);
const SLIP = /\/([^/]+)\/giao-nhan\/?$/, LONGEST = 60;
const written = (raw) => { try { return decodeURIComponent(raw); } catch { return raw; } };
const codeIn = (raw) => {
  const value = written(raw), lawful = value.toUpperCase().match(LAWFUL)?.[0];
  if (lawful || !("otherwise" in place.dataset)) return lawful;
  const own = (SLIP.exec(value)?.[1] ?? value).trim();
  return own.length <= LONGEST && /\d/.test(own) && !/[@|/]/.test(own) && !PERSONAL.test(own) ? own : undefined;
};

const look = async (detector, stream) => {
  if (!stream.active) return;
  const found = (await detector.detect(video)).map(each => codeIn(each.rawValue)).find(Boolean);
  if (!found) { requestAnimationFrame(() => look(detector, stream)); return; }
  stream.getTracks().forEach(track => track.stop());
  const field = place.querySelector("#ma");
  field.value = found;
  field.form.requestSubmit();
};

live?.addEventListener("click", async () => {
  try {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    video.hidden = false;
    await video.play();
    look(new BarcodeDetector(), stream);
  } catch {
    live.hidden = true;
    document.getElementById("alert").textContent = "Không mở được máy ảnh. Chụp ảnh mã hoặc gõ mã hồ sơ.";
  }
});
