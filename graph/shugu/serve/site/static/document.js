// A chosen fact lights up its sentence, and a chosen sentence its facts; without this script the address does it.
"use strict";
{
  const light = (passage) => {
    for (const lit of document.querySelectorAll(".passage.lit")) lit.classList.remove("lit");
    if (passage) passage.classList.add("lit");
  };
  const reading = document.querySelector(".reading");
  if (reading) {
    reading.addEventListener("click", (event) => light(event.target.closest(".passage")));
    reading.addEventListener("focusin", (event) => light(event.target.closest(".passage")));
  }
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id ? document.getElementById(id) : null;
    light(target ? target.closest(".passage") : null);
  };
  window.addEventListener("hashchange", follow);
  follow();
}
