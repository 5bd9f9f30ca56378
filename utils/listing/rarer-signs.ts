import { COMMON, signsOf } from './price.ts';

/**
 * Signs of currencies from the whole world, and rarer spellings of the common ones: for pages of any shop. Kept
 * apart because a script that runs on every page of a marketplace has no room for them.
 */
export const allSigns = signsOf(
  COMMON,
  `USD USDollar
EUR Euros ευρώ
GBP pound stg
CNY 圆 人民币
UYU $U UY$ $
DOP RD$ $
TOP T$
XXX Br
ISK kr Kr KR kr.
INR Re
PKR Rs Rs.
LKR Rs Rs.
NPR Rs Rs.
CHF SFr Sfr. chf
CZK Kč. kč
MDL lei Lei
RUB Р. рублей рубля Rbl
BYN руб руб. р р. Br
UAH hrn
KZT ₸ тг тг. тенге
AMD ֏
GEL ₾ lari
ILS ש"ח
RSD дин дин. Дин din din. РСД
BAM KM км
MKD ден ден. ДЕН
ALL Lek lek
VND ₫ đ VNĐ
MNT ₮
LAK ₭
KHR ៛
BDT ৳
AED Dhs
QAR ر.ق
EGP جنيه ج.م £
KWD د.ك دينار
IQD د.ع ع.د
TND د.ت DT
JOD د.ا
SYP ل.س
SDG ج.س.
IRR ریال
IRT تومان
NGN ₦
GHS GH₵ ₵
KES KSh KShs
TZS TSh
UGX USh
XOF FCFA CFA
PYG ₲
CRC ₡
PEN S/. S/
GTQ Q
AZN ₼
BTC ₿
AWG ƒ
MWK MK
ZMW ZK
RWF RF R₣
BHD BD
MZN MT
BTN Nu Nu.
UZS so'm soʻm
VUV VT
STN Db
IDR Rp Rp.
THB ฿ บาท
MYR RM
PHP ₱
ZAR R`,
);
