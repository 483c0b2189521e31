"""What tells languages of one script apart: their most frequent function words, and letters that few others use.

Data only; `index.language` reads it. The words are the common stock of each language's grammars, lower case. A word
or letter that several languages share counts for each in proportion (see `language._evidence`), so a shared one does
no harm, and near neighbours (Danish and Norwegian, Spanish and Portuguese) are told apart by the rest.
"""

from __future__ import annotations

from typing import NamedTuple


class Signs(NamedTuple):
    """What speaks for one language."""

    letters: str
    words: tuple[str, ...]


Profile = dict[str, Signs]


def _profile(table: str) -> Profile:
    """The languages of a table: each begins on a line of its own with `code|letters|`, its words follow."""
    profile: Profile = {}
    for entry in table.strip().split("\n\n"):
        code, letters, words = entry.split("|")
        profile[code] = Signs(letters, tuple(dict.fromkeys(words.split())))
    return profile


LATIN = _profile("""
af|ŉ| die van het in en is dat nie vir om te op wat met sy hy ook was aan hulle deur ons word ek jy kan sal tot maar
wees daar 'n hierdie oor baie nog soos gaan dit

az|əğıışöüç| və bir bu ilə üçün də ki olan olaraq daha edib sonra kimi o onun ən çox qədər tərəfindən isə olub deyil
var hər bildirib görə

ca|ïç| el la els les de del dels i a que en un una per amb és no s'ha va ser al als aquest aquesta com més però també
han ha són seva seu sobre entre fins molt quan on qui què

cs|ěřůčšžý| a v se na je že s z do o i k pro jako by který která které podle jsou byl byla bylo ale po za ve před také
už jen od až při jeho nebo když si tak to aby ze což co kde kdo není roku

cy|ŵŷ| y yr yn o a i ar ei wedi bod mae oedd gan am mewn hyn nid ond ac ag fel gyda eu ôl hefyd ni fod at dros rhwng
sydd

da|æøå| og i at det er en til af på for den med der de ikke som et har var fra sig han men vil ved efter kan blev også
om over være hun nu mod mere eller man havde skal siger blevet hvor mellem hvad jeg mig noget meget kun uden nogle
hvem hvornår

de|ßäöü| der die das und in zu den von mit ist des im für auf nicht ein eine dem sich auch als es an werden aus er hat
dass sie nach bei um am sind noch wie einem über so zum war haben nur oder aber vor zur bis mehr durch wird einer wer
wo wann was ich wir

en|| the of and to in a is that for on was with as it by he at from his be this an are which or had not have but has
were they their its who will been would also after said when what where how did does than there if more about into
over out up she her we you can one all no between during many why us my i him other first new

eo|ĉĝĥĵŝŭ| la de kaj en al ne estas por kun pri ke kiu kiuj kiel sed per ĝi li ili tiu estis oni pli aŭ el sur

es|ñ¿¡| el la los las de del y en que a un una se por con no para su al lo como más es fue son pero sus este esta ha o
le ya sobre entre también cuando hasta desde muy sin porque donde quien qué cuál cómo ser era han todo según tras está
dijo quién dónde cuándo cuántos sido fueron eran antes durante había tiene tienen puede cuántas otros otra uno dos
años parte después utiliza

et|õäöü| ja on ei et see oli ta kui ka mis oma aga või ning kes seda ole nii ma siis veel pärast kuid välja olid saab
üle enne tema nende mida kus juba pole

eu|| eta da ez bat du dira izan zen ere zuen dute baina egin den egiten bere beste baino hau dela arte batean ditu
duen izango

fi|äö| ja on ei että se oli hän mutta myös kun ovat kuin olla joka sen mukaan jos niin vain vuonna sekä ole tai mikä
mitä kuka missä milloin jo hänen sanoi ollut tämä ne he sitä vielä jälkeen

fr|çèêœùî| le la les de des du et à en un une que est pour dans qui par sur au aux il ne pas plus avec ce se son sa
ses cette sont a été mais ou comme elle leur nous vous ont était être après entre où selon même aussi fait deux sans
lors quel quelle quand qu'il d'un d'une c'est l' d' n' s' qu'

ga|| an na agus i a go ar is le do bhí sé tá ag as ní sin mar seo atá leis ach bhfuil chun nach faoi idir gur den

gl|ñ| o a os as de do da dos das e en que un unha por con non para se no na ao como máis é foi pero tamén esta este
seu súa polo pola ou entre xa desde onde

hr|čćđšž| i u je se na da su za od s o koji koje koja kao iz do ne što će bi biti bio bila po ali nije te ili samo
kako prema nakon li kod više još on ovo to sve tijekom godine može tko gdje kada rekao također

hu|őűöü| a az és hogy nem is egy ez volt van meg csak de el már még ki szerint mint vagy lehet azt után kell ha be
amely aki fel ezt azonban pedig között nagyon lesz lett voltak mikor hol mi ő által

id|| yang dan di ini itu dengan untuk dari dalam tidak pada ke akan juga oleh adalah ada bisa karena saat telah mereka
sudah atau kata seperti lebih bahwa tersebut kami dia para sebagai menjadi tahun anda apa siapa kapan secara namun

is|þðæö| og að í á sem er ekki það um til við en með af fyrir hann var þess ég því eru frá hefur þetta hún eftir verið
þar voru einnig vera

it|àèìòù| il la di e che in un una per è del della con non si i le da al sono dei alla ha nel anche più gli come lo
delle ma nella dal dalla su questo questa stato stata essere era dopo o tra fra hanno suo sua chi dove quando cosa
quale ai degli alle dello perché ci dell' l' un' all' nell'

ku|êîûşç| û li ku di de ji ev bi da jî e ye ne bû hat ew bo kir dike dibe wan wê me lê yên xwe gel piştî hatin

lt|ėųįąęūčšž| ir į kad yra iš su tai bet buvo ne ar apie per po kaip dėl nuo už jau jis ji jo buvę taip pat kuris
kurie savo būti metų prie tik dar

lv|āēīūķļņģčšž| un ir no ar par uz ka tas bija kas ne kā arī lai pēc pie vai bet tika gada viņš savu to nav var šo
līdz kur jau

mt|ħġżċ| li u ta' il- fil- hija huwa minn ma' għal dan din kien f' b' mhux biex kienet qal dwar l- tal- fuq wara

nl|ĳ| de het een van en in is dat op te zijn voor met die niet aan er om ook als bij naar door over uit maar worden
heeft hij was tot of nog wordt dan meer deze ze zich al hebben kan werd onder wat wie waar wanneer volgens geen haar
ik je we na tussen

no|æøå| og i det er på til som en at for av med har de ikke den om et var men fra seg han ble etter kan vil også hun
sier ved skal eller over være mot mer nå når hva hvor hvem jeg meg noe mye uten noen bare mellom hadde blitt dette opp
inn ut bli siden

pl|łąęśćńźż| i w na z do się nie że o jest to za po od jak dla przez ale oraz ma są co który która które a tym jego
już był była było być tego może tylko czy także przed gdy ich pod ze jednak lub kto gdzie kiedy roku między jako we

pt|ãõçê| o a os as de do da dos das e em que um uma para com não por no na nos nas se ao é foi mais como mas são ou
seu sua ser pelo pela também já até isso ele ela entre quando muito sobre está há pelos à às depois quem onde qual
disse segundo após foram

ro|ășțţşâî| și de la în a cu pe nu din că o un care este pentru mai ce sunt au fost se ca sau dar după fi prin lui
această acest ale ai al am lor cum când unde cine fără între ar va să potrivit şi

sk|ľĺŕôäčšžý| a v sa na je že s z do o aj i k pre ako by ktorý ktorá ktoré podľa sú bol bola bolo ale po za vo pred už
len od až pri jeho alebo keď si tak to aby zo čo kde kto nie roku však

sl|čšž| in je v na da se za so ki z s ne po pri od o kot pa bi tudi iz do bil bila ali še bo že ni jih ter med kako
leta ob lahko smo kjer kdaj kdo sta pred ga

so|| oo iyo ka ku waa ee in ay u uu aan la waxaa ah si ama soo wax kale isaga leh kala lagu dowladda sheegay dalka

sq|ëç| të e në dhe i që për me nga një si ka është u do nuk më se janë por edhe së pas ky kjo ishte kanë duke tij nëse
mund

sv|åäö| och i att det som en på är av för med till den har de inte om ett han men var från sig så kan efter vid också
nu hon eller när över skulle än mot blev under mellan hade där ska säger vara upp vad vem hur jag mycket utan några
blivit samt

sw|| ya na wa kwa ni katika za la kuwa hiyo huo cha vya yake wake hii huu kama alisema pia baada lakini hilo ili watu
sana nchini hicho amesema

tl|| ang ng sa na mga ay at ni si para hindi ito kay nang may sila siya kung dahil mula noong pa rin ko o isang
kanyang

tr|ğışöüç| ve bir bu da de için ile olarak olan daha çok ne en kadar gibi sonra göre ise ki değil var her o ya mi oldu
ancak etti dedi olduğunu tarafından yer olduğu diye veya nasıl kim nerede hangi mı ilk

uz|ʻ| va bilan bu uchun ham bir o'zbekiston deb bo'lgan bo'lib edi esa kerak bor yil haqida ular lekin o'z tomonidan
keyin

vi|ơưđăạảấầậắếềểệịọỏốồộớờợụủứừựỳ| và của là có trong được các một cho không với người những đã này khi từ đến ở về để
năm ra cũng như tại sẽ vào theo nhiều ông nước trên đó bị sau
""")

CYRILLIC = _profile("""
be|ўі| і у на не што з да як гэта ён па за але для яго пра ад быў была быць таксама які якая гэтага каб пры

bg|ъщ| на и в да се за от е с не са че по като който която което до ще към това след или но при през беше бе още има
бъде си му така между само кой къде кога го ги ни

kk|әғқңөұүһі| және мен бұл деп үшін бір да де болып осы туралы қазақстан еді бар деген сол оның болды дейін жылы

ky|ңөү| жана менен бул деп үчүн бир болгон ал да боюнча эмес ушул эле кыргызстан болуп анын деген

mk|ѓќѕџј| на и во да се за од е со не што ќе го ги кој која кое до по како но или беше биде овој оваа има си му само
дека сите

mn|өү| нь юм байна бол энэ гэж болон байгаа уу тэр хийх дээр гэсэн монгол улсын ч байсан

ru|ыэёъ| и в не на что с он по это как но из за к от для о его же она так у был или они бы все а до уже при также
которые который которая было была быть были после году чтобы если том их может кто где когда сколько какой какая какие
во со между сообщил заявил под чем

sr|ђћљњџј| и у је да се на су за од не са који која које што као из до ће би бити био била али није или само како
према након код више још он ово то све године може ко где када

tg|ғӣқӯҳҷ| ва дар аз ба ки бо ин барои аст он низ худро буд шуд кард мешавад дигар

uk|іїєґ| і в на що не з у та до як за про це від для але його по є він був або також які який яка після щоб ще було
була бути вже вони під при чи року якщо може хто де коли скільки й через між її
""")

ARABIC = _profile("""
ar|ةكيىإأؤ| في من على إلى أن التي الذي عن مع هذا هذه ما لا كان كانت بين بعد قال أو لم ذلك كما قد إن هو هي حيث خلال
وقال ولا ثم كل عند قبل غير أي متى أين كم ماذا لماذا منذ فى الى ان او و هل وفي ومن وأن وكان عام

ckb|ڕڵۆێە| لە بە و کە بۆ ئەو ئەم لەگەڵ دەکات کرد ناو هەر بوو سەر دوای یەک نییە هەیە

fa|پچژگکی| و در به از که این را با است آن برای یک تا بر خود هم شد کرد می اما شده نیز بود ها های باید گفت دارد ما پس
کند شود نمی چه چند چیست کجا کی کدام بین سال کرده او ای چرا کسی اگر

ps|ټډړږښځڅېۍګڼ| د په او چې دی له ته سره کې یې هم وو دا هغه کړي شوي باندې لپاره نه خو دغه

ur|ٹڈڑںےہھ| کے کی میں اور ہے سے کا کو نے پر ہیں کہ یہ بھی اس کر تھا ہو ایک تھی وہ نہیں جو لیے کیا ان گیا تھے ہوئے
انہوں بعد کہا

ug|ۋۇۆۈېە| ۋە بۇ بىر بىلەن ئۈچۈن دەپ بولغان ھەم ئۇ بار كېيىن

sd|ڄڃٻڀٽڊڌڏڳڱڻ| ۾ جي جو کي ۽ آهي تي کان هن سان آهن ان جا به
""")

HEBREW = _profile("""
he|| של את על לא הוא זה עם כי גם אל או היא היה אשר כל בין אבל אחרי יותר לפני אין יש מה מי כדי אמר שר

yi|אַאָװױ| און די דער אין פון צו איז אז מיט אויף האט ער זיך ניט דאס א
""")

DEVANAGARI = _profile("""
hi|| के में की है और से का को पर ने कि यह भी कर हैं एक नहीं था थी इस लिए तो हो गया कहा साथ जो बाद वह या

mr|ळ| आणि आहे या हे की तर ते होते होता व मध्ये त्यांनी नाही आहेत केले म्हणून यांनी झाली

ne|| छ र को मा ले लाई हो भएको गरेको पनि यो छन् गर्न भने थियो तथा गरी
""")

BENGALI = _profile("""
bn|র| এবং ও এই করে থেকে জন্য এ তার একটি না করা হয় যে সঙ্গে হয়েছে তিনি বলেন

as|ৰৱ| আৰু এই পৰা কৰা বাবে হৈছে তেওঁ কৰে এটা নাই
""")

ETHIOPIC = _profile("""
am|| እና ነው ላይ ውስጥ ነበር ወደ ግን ይህ ናቸው እንደ አንድ ጋር

ti|ኣ| እዩ ናይ ኣብ ካብ ነቲ ናብ እቲ ድማ ምስ ኣሎ
""")
