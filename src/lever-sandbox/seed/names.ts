import type { Random } from "./random.js";

const first = words(`
  Aaliyah Abebe Adaeze Agnieszka Aiko Ahmed Aisha Alejandra Amara Amina Ana Anders Andrzej Anjali Antonia Arash Arjun
  Astrid Ayesha Bao Beatriz Benjamin Bilal Birgit Camille Carlos Catalina Chiara Chidi Chloe Dara Diego Dmitri Ebony
  Eilidh Elif Emeka Emre Esperanza Fatima Femi Fiona Freya Gabriel Giulia Grace Hana Hassan Henrik Hiroshi Ifeoma
  Ingrid Isabela Ivan Jamal Jasmine Javier Jin Jonas José Kaito Karolina Keisha Kofi Kwame Lakshmi Lars Layla Leila
  Lin Luca Lucía Maja Malik Marcus Margarethe Mateo Mehmet Mei Michael Nadia Naoko Ngozi Niamh Nikhil Noor Olamide
  Olivia Oskar Pablo Parisa Pedro Priya Qiang Rachel Rafael Rania Rohan Rosa Saanvi Sakura Samir Santiago Seán Siobhán
  Sofía Søren Sunita Tamar Thandiwe Thomas Tomás Uzma Valentina Viktor Wanjiru Wei Xiomara Yasmin Yuki Zainab Zoë`);

const last = words(`
  Abdi Abubakar Achterberg Adeyemi Afolabi Ahmadi Alvarez Andersson Aoki Araújo Baker Bakshi Banerjee Begum Bergström
  Bianchi Blanchard Bondarenko Boateng Brennan Campbell Castillo Chang Chaudhry Chen Clarke Cohen Costa Czarnecki
  Davies Demir Diallo Dlamini Dubois Edwards Eriksen Estrada Farouk Fernández Fischer Fujimoto García Ghosh Goldberg
  González Gupta Haddad Hakimi Hansen Harris Herrera Hoang Horvat Hughes Ibrahim Iyer Jackson Jankowski Jensen Johnson
  Kamau Kapoor Karlsson Kaya Khan Kim Kimura Kobayashi Kovács Kruger Kumar Lambert Larsen Lee Lindqvist López Macleod
  Mahlangu Mansour Martínez Mbeki Mendoza Mitchell Moreau Morris Müller Murphy Mwangi Nakamura Navarro Nguyen Novak
  Nwosu O’Connor O’Sullivan Oduya Okafor Okonkwo Öztürk Park Patel Pereira Petrov Popescu Quintero Rahman Ramírez
  Rasmussen Reyes Ricci Rossi Sánchez Sato Schneider Shapiro Sharma Silva Singh Smith Sokolov Suleiman Svensson Tanaka
  Taylor Tesfaye Thompson Torres Tran Vargas Wang Weber Williams Wójcik Yamamoto Yılmaz Zhang Zieliński`);

/** The full name of a person, made of names from many places. */
export function personName(random: Random): string {
  return `${random.pick(first)} ${random.pick(last)}`;
}

/** An email address for a person, in the letters a to z, at a domain reserved for examples. */
export function emailAddress(random: Random, name: string): string {
  const parts = plain(name).split(" ");
  const local = random.chance(0.6) ? parts.join(".") : `${(parts[0] ?? "").slice(0, 1)}${parts.slice(1).join("")}`;
  const number = random.chance(0.35) ? String(random.between(2, 99)) : "";
  return `${local}${number}@${random.pick(["example.com", "example.com", "example.org", "example.net"])}`;
}

/** A phone number from the ranges that are reserved for fiction. */
export function phoneNumber(random: Random): string {
  const line = String(random.between(100, 199)).padStart(4, "0");
  if (random.chance(0.7)) return `+1 ${random.pick(["212", "303", "415", "512", "617"])}-555-${line}`;
  if (random.chance(0.5)) return `+44 7700 900${random.between(100, 999)}`;
  return `+44 20 7946 0${random.between(100, 999)}`;
}

/** The name in lower case, with only the letters a to z and spaces. */
export function plain(name: string): string {
  const letters: Record<string, string> = { ø: "o", ł: "l", ı: "i", ß: "ss", æ: "ae", đ: "d" };
  return name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[øłıßæđ]/g, (letter) => letters[letter] ?? "")
    .replace(/[^a-z ]/g, "")
    .trim();
}

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}
