/* Scanning a dossier's code: a photograph is sent at once; where the browser reads bar codes itself (Chrome on Android over https),
   the camera looks until it sees one. Everywhere else the button stays hidden. */
const place = document.querySelector("[data-scan]");
const photo = place?.querySelector("[data-scan-photo]");
photo?.addEventListener("change", () => { if (photo.files.length) photo.form.requestSubmit(); });

const live = place?.querySelector("[data-scan-live]");
const video = place?.querySelector("[data-scan-video]");
const able = "BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia && isSecureContext;
if (live && able) live.hidden = false;

const CODE = /(?:\d{3}\.\d{2}\.\d{2}\.)?[A-Z]\w{1,2}(?:\.\w{2,3}){0,2}-\d{6}-\d{4,}/;

const look = async (detector, stream) => {
  if (!stream.active) return;
  const found = (await detector.detect(video)).map(each => decodeURIComponent(each.rawValue).toUpperCase().match(CODE)?.[0]).find(Boolean);
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
