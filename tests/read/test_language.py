"""The language of a text: the large ones are told apart, too little text is not guessed at."""

import pytest

from shugu.read.language import UNDETERMINED, detect_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council opened a cold store in the port and bought twelve ferries.", "en"),
        ("El consejo abrió un almacén frigorífico en el puerto y compró doce barcos.", "es"),
        ("Le conseil a ouvert un entrepôt frigorifique dans le port de la ville.", "fr"),
        ("Der Rat hat im Hafen ein Kühlhaus eröffnet und zwölf Fähren gekauft.", "de"),
        ("林多市政府在港口开放了一座冷库，并购买了十二艘渡轮。", "zh"),
        ("市は港に冷蔵倉庫を開設し、フェリーを十二隻購入しました。", "ja"),
        ("시 의회는 항구에 냉동 창고를 열고 여객선 열두 척을 샀다.", "ko"),
        ("Городской совет открыл холодильный склад в порту и купил двенадцать паромов.", "ru"),
        ("افتتح المجلس مخزنا للتبريد في الميناء واشترى اثنتي عشرة عبارة.", "ar"),
        ("O conselho abriu um armazém frigorífico no porto e comprou doze balsas.", "pt"),
    ],
)
def test_the_language_of_a_sentence_is_told(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    ["", "2021", "Lindow", "12,5 % | 40", "Lindow 2015", "Lindow Eskerby Tarnholm", "Veldmark Orrin Kelda Ostby"],
)
def test_too_little_text_is_not_guessed_at(text):
    assert detect_language(text) == UNDETERMINED


def test_a_long_text_takes_no_longer_and_a_foreign_first_line_does_not_decide():
    english = "The council opened a cold store in the port and bought twelve ferries. " * 20_000
    assert detect_language(f"林多港新闻\n{english}") == "en"
