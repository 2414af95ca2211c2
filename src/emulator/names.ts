/** The languages people and businesses of the sample data are named in. */
export type Culture = keyof typeof cultures;

interface NamePool {
  /** Country calling code without `+`. */
  readonly phonePrefix: string;
  /** Family name first. */
  readonly familyFirst?: boolean;
  /** Separated by spaces; a name in another script has its Latin spelling behind a colon, for e-mail addresses. */
  readonly given: string;
  readonly family: string;
}

const cultures = {
  english: {
    phonePrefix: '44',
    given: 'Olivia James Amelia Thomas Grace Daniel Charlotte Oliver Hannah William Freya Samuel',
    family:
      "Bennett Clarke O'Connor Hughes Patterson Whitfield Morgan Ashworth Fletcher Sinclair Doyle Harding",
  },
  american: {
    phonePrefix: '1',
    given: 'Madison Tyler Jasmine Marcus Savannah Caleb Brianna Andre Kayla Ethan Naomi Darnell',
    family: 'Johnson Ramirez Washington Miller Brooks Sullivan Coleman Hayes Jefferson Nakamura Reed Larson',
  },
  spanish: {
    phonePrefix: '34',
    given: 'Lucía Javier Inés Álvaro Carmen Sergio Begoña Íñigo Marta Andrés Noelia Joaquín',
    family: 'García Muñoz Fernández Ibáñez Ortega Núñez Castaño Herrera Velázquez Peña Aguirre Cortés',
  },
  portuguese: {
    phonePrefix: '55',
    given: 'João Beatriz Thiago Letícia Caio Larissa Antônio Débora Luís Mariana Davi Conceição',
    family:
      'Silva Araújo Gonçalves Conceição Magalhães Teixeira Barbosa Simões Nogueira Brandão Rocha Falcão',
  },
  french: {
    phonePrefix: '33',
    given: 'Camille Étienne Chloé François Aurélie Jérôme Noémie Loïc Maëlle Théo Hélène Benoît',
    family:
      'Lefèvre Moreau Béranger Dubois Gauthier Rousseau Chevalier Périgord Delacroix Marchand Faure Lévêque',
  },
  german: {
    phonePrefix: '49',
    given: 'Jürgen Annika Matthias Käthe Lukas Friederike Sören Ulrike Tobias Greta Björn Heike',
    family: 'Müller Schäfer Weiß Hoffmann Köhler Brandt Krüger Vogel Lindemann Bäcker Seidel Großmann',
  },
  italian: {
    phonePrefix: '39',
    given: 'Giulia Matteo Chiara Lorenzo Francesca Niccolò Elena Davide Alessia Riccardo Sofia Tommaso',
    family: "Rossi D'Angelo Conti Ferrari Marchetti Esposito De_Luca Romano Gallo Barbieri Fontana Rinaldi",
  },
  polish: {
    phonePrefix: '48',
    given: 'Agnieszka Paweł Małgorzata Łukasz Zofia Michał Grażyna Stanisław Katarzyna Wojciech Hanna Błażej',
    family: 'Kowalczyk Wójcik Nowak Dąbek Mazurek Woźniak Kaczmarek Gołąb Król Pawlak Sęk Żak',
  },
  turkish: {
    phonePrefix: '90',
    given: 'Ayşe Mehmet Çiğdem Emre Zeynep Oğuz Gülşen Barış Elif Kıvanç Şule Tolga',
    family: 'Yılmaz Öztürk Çelik Demir Şahin Aydın Kılıç Güneş Erdoğmuş Koç Arslan Doğan',
  },
  nordic: {
    phonePrefix: '46',
    given: 'Åsa Lars Ingrid Søren Björk Mikkel Linnéa Eirik Þórdís Anders Maja Håkon',
    family: 'Lindström Sørensen Åkerman Nygård Bergqvist Halvorsen Öberg Kjær Ek Dahl Sjögren',
  },
  indian: {
    phonePrefix: '91',
    given: 'Priya Arjun Ananya Rohan Lakshmi Vikram Meera Sandeep Anita Karthik Divya Rahul',
    family:
      'Sharma Iyer Krishnamurthy Patel Banerjee Reddy Chatterjee Nair Deshpande Venkataraman Gupta Kaur',
  },
  hindi: {
    phonePrefix: '91',
    given: 'अनीता:anita राहुल:rahul प्रिया:priya विकास:vikas सुनीता:sunita अमित:amit',
    family: 'शर्मा:sharma गुप्ता:gupta वर्मा:verma मिश्रा:mishra जोशी:joshi',
  },
  arabic: {
    phonePrefix: '971',
    given:
      'ليلى:layla محمد:mohammed نور:noor خالد:khalid فاطمة:fatima يوسف:youssef سلمى:salma عمر:omar هدى:huda طارق:tariq',
    family:
      'الحسيني:alhusseini منصور:mansour الخطيب:alkhatib حداد:haddad النجار:alnajjar سالم:salem العلي:alali قاسم:qasim',
  },
  japanese: {
    phonePrefix: '81',
    familyFirst: true,
    given:
      '陽菜:hina 蓮:ren 美咲:misaki 大翔:hiroto さくら:sakura 健太:kenta 結衣:yui 直樹:naoki 真由美:mayumi 翔太:shota',
    family:
      '佐藤:sato 鈴木:suzuki 高橋:takahashi 田中:tanaka 渡辺:watanabe 山本:yamamoto 中村:nakamura 小林:kobayashi',
  },
  chinese: {
    phonePrefix: '86',
    familyFirst: true,
    given:
      '伟:wei 秀英:xiuying 建国:jianguo 丽:li 志强:zhiqiang 雪梅:xuemei 子轩:zixuan 雨桐:yutong 思远:siyuan 静:jing',
    family: '王:wang 李:li 张:zhang 陈:chen 刘:liu 赵:zhao 欧阳:ouyang 林:lin 黄:huang 周:zhou',
  },
  korean: {
    phonePrefix: '82',
    familyFirst: true,
    given:
      '서연:seoyeon 민준:minjun 지우:jiwoo 도윤:doyun 하은:haeun 예준:yejun 수빈:subin 현우:hyunwoo 유진:yujin',
    family: '김:kim 이:lee 박:park 최:choi 정:jung 강:kang 조:cho 윤:yoon',
  },
  ukrainian: {
    phonePrefix: '380',
    given:
      'Олена:olena Андрій:andrii Катерина:kateryna Тарас:taras Оксана:oksana Богдан:bohdan Ірина:iryna Юрій:yurii',
    family:
      'Шевченко:shevchenko Коваль:koval Мельник:melnyk Бондаренко:bondarenko Лисенко:lysenko Гончар:honchar',
  },
  greek: {
    phonePrefix: '30',
    given:
      'Ελένη:eleni Γιώργος:giorgos Σοφία:sofia Νίκος:nikos Κατερίνα:katerina Δημήτρης:dimitris Άννα:anna',
    family:
      'Παπανικολάου:papanikolaou Αντωνίου:antoniou Νικολάου:nikolaou Γεωργίου:georgiou Οικονόμου:oikonomou',
  },
  nigerian: {
    phonePrefix: '234',
    given: 'Chidinma Olúwaṣeun Ngozi Emeka Adébáyọ̀ Amarachi Tunde Ifeoma Ṣadé Chukwuemeka',
    family: 'Okafor Adéyẹmí Nwosu Balógun Eze Akíntọ́lá Okonkwo Ògúnbánjọ Ibrahim Uzoma',
  },
  vietnamese: {
    phonePrefix: '84',
    familyFirst: true,
    given: 'Thị_Hương Văn_Đức Ngọc_Ánh Minh_Tuấn Thu_Hà Quang_Huy Bảo_Trâm Anh_Dũng',
    family: 'Nguyễn Trần Lê Phạm Hoàng Đặng Bùi Đỗ',
  },
} as const satisfies Readonly<Record<string, NamePool>>;

export const allCultures = Object.keys(cultures) as readonly Culture[];

export function poolOf(culture: Culture): NamePool {
  return cultures[culture];
}

const UNDECOMPOSED: Readonly<Record<string, string>> = {
  ł: 'l',
  đ: 'd',
  ø: 'o',
  æ: 'ae',
  ß: 'ss',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};

/** A name in plain Latin letters, for an e-mail address: `Łukasz` gives `lukasz`, `De Luca` gives `deluca`. */
export function latin(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .replace(/[łđøæßþðı]/g, (letter) => UNDECOMPOSED[letter] ?? '')
    .replace(/[^a-z0-9-]/g, '');
}
