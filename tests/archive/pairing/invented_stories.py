"""Invented news, a paragraph in Swedish beside its Vietnamese original, in the manner of the papers.

No person, number or event in them is real.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Story = tuple[tuple[str, str], ...]

BRIDGE: Story = (
    (
        "På morgonen den 12 maj 2026 inspekterade vice premiärminister Tran Quang Vinh bygget av Song"
        " Lam-bron i"
        " provinsen Thanh Khe.",
        "Sáng 12/5/2026, Phó Thủ tướng Trần Quang Vinh đã kiểm tra công trường xây dựng cầu Sông Lam tại tỉnh"
        " Thanh Khê.",
    ),
    (
        "Bron är 2,4 kilometer lång, har fyra körfält och kostar 3 150 miljarder dong.",
        "Cầu dài 2,4 km, có bốn làn xe, tổng mức đầu tư 3.150 tỷ đồng.",
    ),
    (
        "Enligt byggherren är 78 % av arbetet klart, och 640 arbetare och 95 maskiner är på plats varje dag.",
        "Theo chủ đầu tư, khối lượng thi công đạt 78%, mỗi ngày có 640 công nhân và 95 máy móc trên công"
        " trường.",
    ),
    (
        "Herr Le Huu Nghi, ordförande i provinsens folkkommitté, sade att 27 hushåll ännu inte har flyttat.",
        "Ông Lê Hữu Nghị, Chủ tịch UBND tỉnh, cho biết còn 27 hộ dân chưa di dời.",
    ),
    (
        "Tran Quang Vinh krävde att de sista markfrågorna ska vara lösta före den 30 juni.",
        "Phó Thủ tướng Trần Quang Vinh yêu cầu giải quyết dứt điểm mặt bằng trước ngày 30/6.",
    ),
    (
        "Han delade ut gåvor till arbetarna och bad dem att hålla säkerheten högst.",
        "Phó Thủ tướng tặng quà công nhân và đề nghị đặt an toàn lên hàng đầu.",
    ),
)
FLOOD: Story = (
    (
        "Natten till den 9 oktober föll 310 millimeter regn över distriktet Muong Nhe och tre broar"
        " spolades bort.",
        "Đêm 8, rạng sáng 9/10, mưa 310 mm trút xuống huyện Mường Nhé, ba cây cầu bị cuốn trôi.",
    ),
    (
        "Fyra personer har omkommit och elva saknas, meddelade provinsens räddningsstyrelse.",
        "Ban Chỉ huy phòng chống thiên tai tỉnh cho biết bốn người chết và mười một người mất tích.",
    ),
    (
        "Omkring 1 280 hus står under vatten, och 5 600 människor har flyttats till skolor och"
        " samlingslokaler.",
        "Khoảng 1.280 ngôi nhà ngập nước, 5.600 người được sơ tán đến trường học và nhà văn hóa.",
    ),
    (
        "Överste Vu Dinh Khoa sade att 420 soldater arbetar med sex båtar och två helikoptrar.",
        "Đại tá Vũ Đình Khoa cho biết 420 bộ đội cùng sáu xuồng và hai trực thăng đang làm nhiệm vụ.",
    ),
    (
        "Riksväg 4H är avstängd på sju ställen, och strömmen är borta i 34 byar.",
        "Quốc lộ 4H bị chia cắt tại bảy điểm, 34 bản mất điện.",
    ),
    (
        "Väderinstitutet väntar ytterligare 120 millimeter fram till den 11 oktober.",
        "Trung tâm khí tượng dự báo mưa thêm 120 mm đến ngày 11/10.",
    ),
)
COFFEE: Story = (
    (
        "Under årets åtta första månader exporterade landet 1,13 miljoner ton kaffe för 6,2 miljarder"
        " dollar.",
        "Tám tháng đầu năm, cả nước xuất khẩu 1,13 triệu tấn cà phê, đạt 6,2 tỷ USD.",
    ),
    (
        "Det är 7,8 % mindre i mängd men 54 % mer i värde än samma tid i fjol.",
        "So với cùng kỳ năm ngoái, lượng giảm 7,8% nhưng giá trị tăng 54%.",
    ),
    (
        "Tyskland, Italien och Japan är de största köparna med 13 %, 8,5 % och 6,9 % av exporten.",
        "Đức, Italy và Nhật Bản là các khách hàng lớn nhất, chiếm 13%, 8,5% và 6,9%.",
    ),
    (
        "I Dak Lac betalades bönderna 118 000 dong kilot i augusti, 3 500 mer än i juli.",
        "Tại Đắk Lạc, nông dân bán được 118.000 đồng/kg trong tháng 8, cao hơn tháng 7 là 3.500 đồng.",
    ),
    (
        "Föreningens ordförande Nguyen Hai Nam väntar en skörd på 28 miljoner säckar.",
        "Chủ tịch hiệp hội Nguyễn Hải Nam dự báo sản lượng đạt 28 triệu bao.",
    ),
    (
        "Torkan i april skadade 11 400 hektar, och 2 300 hektar har planterats om.",
        "Hạn hán hồi tháng 4 làm hư hại 11.400 ha, 2.300 ha đã được trồng lại.",
    ),
)
VISIT: Story = (
    (
        "På eftermiddagen den 21 augusti tog parlamentets talman Dang Thu Hien emot Laos utrikesminister"
        " Khamla Vongsa i Hanoi.",
        "Chiều 21/8, tại Hà Nội, Chủ tịch Quốc hội Đặng Thu Hiền đã tiếp Bộ trưởng Ngoại giao Lào Khamla"
        " Vongsa.",
    ),
    (
        "Dang Thu Hien uttryckte sin glädje över att samarbetet mellan de två länderna utvecklas på alla"
        " områden.",
        "Chủ tịch Quốc hội Đặng Thu Hiền bày tỏ vui mừng trước sự phát triển toàn diện của quan hệ hai nước.",
    ),
    (
        "Handeln nådde 2,3 miljarder dollar förra året, och 267 vietnamesiska projekt är i gång i Laos.",
        "Kim ngạch thương mại năm ngoái đạt 2,3 tỷ USD, hiện có 267 dự án của Việt Nam tại Lào.",
    ),
    (
        "Khamla Vongsa tackade för 1 150 stipendier och för sjukhuset i Xieng Mai, som öppnade i mars.",
        "Bộ trưởng Khamla Vongsa cảm ơn 1.150 suất học bổng và bệnh viện Xiêng Mai khánh thành hồi tháng 3.",
    ),
    (
        "De två sidorna enades om att stödja varandra i internationella forum och att öka utbytet mellan"
        " ungdomar.",
        "Hai bên nhất trí ủng hộ lẫn nhau tại các diễn đàn quốc tế và tăng cường giao lưu thanh niên.",
    ),
)
FAIR: Story = (
    (
        "På tisdagen öppnade hantverksmässan i Hoi Xuan med 180 utställare från tolv provinser.",
        "Hôm thứ Ba, hội chợ thủ công mỹ nghệ Hội Xuân khai mạc với 180 gian hàng của mười hai tỉnh.",
    ),
    (
        "Besökarna kan pröva att väva siden, dreja krukor och skära i trä.",
        "Khách tham quan được thử dệt lụa, nặn gốm và chạm khắc gỗ.",
    ),
    (
        "Mästaren Phan Thi Ngan, som är 83 år, visar ett mönster med 96 trådar.",
        "Nghệ nhân Phan Thị Ngần, 83 tuổi, giới thiệu mẫu hoa văn 96 sợi.",
    ),
    (
        "Arrangörerna väntar 45 000 besökare under fem dagar, och inträdet kostar 20 000 dong.",
        "Ban tổ chức dự kiến đón 45.000 lượt khách trong năm ngày, giá vé 20.000 đồng.",
    ),
    (
        "På lördagen hålls en parad med 60 båtar på floden.",
        "Thứ Bảy sẽ có đoàn diễu hành 60 thuyền trên sông.",
    ),
)
SCHOOL: Story = (
    (
        "Provinsen Binh Hoa inviger den 5 september 18 nya skolor för 410 miljarder dong.",
        "Ngày 5/9, tỉnh Bình Hòa khánh thành 18 trường học mới trị giá 410 tỷ đồng.",
    ),
    (
        "De har 322 klassrum och plats för 11 270 elever, hälften av dem i bergsbyarna.",
        "Các trường có 322 phòng học, đủ chỗ cho 11.270 học sinh, một nửa ở các bản vùng cao.",
    ),
    (
        "Skolchefen Do Minh Chau sade att provinsen fortfarande saknar 540 lärare i engelska och"
        " datorkunskap.",
        "Giám đốc Sở Đỗ Minh Châu cho biết tỉnh còn thiếu 540 giáo viên tiếng Anh và tin học.",
    ),
    (
        "Företag skänkte 76 datorsalar, och en fond ger 900 stipendier om 3 miljoner dong.",
        "Doanh nghiệp tặng 76 phòng máy tính, một quỹ trao 900 suất học bổng, mỗi suất 3 triệu đồng.",
    ),
    (
        "I byn Ta Phin fick barnen sin första skolgård med fotbollsplan och 200 träd.",
        "Tại bản Tà Phìn, trẻ em lần đầu có sân trường với sân bóng đá và 200 cây xanh.",
    ),
)
STORIES = {
    "bridge": BRIDGE,
    "flood": FLOOD,
    "coffee": COFFEE,
    "visit": VISIT,
    "fair": FAIR,
    "school": SCHOOL,
}

OTHER_NEWS = (
    "Sáng cùng ngày, giá vàng trong nước tăng 300.000 đồng mỗi lượng, lên 121 triệu đồng.",
    "Đội tuyển bóng chuyền nữ thắng Philippines 3-1 tại giải vô địch khu vực.",
    "Bệnh viện Tân Phú ghi nhận 37 ca sốt xuất huyết trong tuần.",
    "Một xe tải lật trên đèo Ô Quy khiến giao thông ùn tắc hai giờ.",
)


def rendering(story: Story) -> tuple[str, ...]:
    """The Swedish side."""
    return tuple(swedish for swedish, _ in story)


def original(story: Story) -> tuple[str, ...]:
    """The Vietnamese side."""
    return tuple(vietnamese for _, vietnamese in story)


def edited(texts: Sequence[str], *changes: str) -> tuple[str, ...]:
    """Texts with words replaced, each of which stands in them; a change is `was > is`."""
    joined = "\n".join(texts)
    for change in changes:
        was, now = change.split(" > ")
        assert was in joined, was
        joined = joined.replace(was, now)
    return tuple(joined.split("\n"))
