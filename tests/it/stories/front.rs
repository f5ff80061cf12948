//! The bare address, and the help that owners and staff are led to.

use stampwell::locale::Locale;
use stampwell::service::data::import_events::tenant_by_name;
use stampwell::service::shop::merchants::set_suspended;

use crate::world::{Caller, World};

fn browser(world: &World) -> Caller {
    world
        .stranger()
        .with("accept", "text/html")
}

world_test! {
    async fn the_bare_address_leads_everybody_on_and_names_a_shop_only_where_there_is_no_other(world) {
        let page = async |lang: &str| browser(world).get(&format!("/?lang={lang}")).await;
        let link = stampwell::service::shop::sign_in::first_link(&world.app).await.unwrap().unwrap();
        let empty = page("en").await;
        assert!(empty.status == 200 && empty.text().contains("There is no shop here yet"), "{}", empty.text());
        assert!(!empty.text().contains("/setup") && !empty.text().contains(link.rsplit('=').next().unwrap()));

        let coffee = world.shop("Coffee").open().await;
        let alone = page("en").await.text();
        assert!(alone.contains("Coffee") && alone.contains(&format!("href=\"/j/{}?lang=en\"", coffee.slug)), "{alone}");
        for way in ["/admin?lang=en", "/scan?lang=en", "/help?lang=en", "/docs?lang=en"] {
            assert!(alone.contains(&format!("href=\"{way}\"")), "{way} is missing");
        }

        let tenant = tenant_by_name(&world.app, &coffee.slug).await.unwrap().unwrap();
        set_suspended(&world.app, tenant, true).await.unwrap();
        let shut = page("en").await.text();
        assert!(!shut.contains("Coffee") && !shut.contains("/j/"), "nobody can join: {shut}");
        set_suspended(&world.app, tenant, false).await.unwrap();

        let tea = world.shop("Tea").open().await;
        for language in Locale::ALL {
            let page = page(language.tag()).await.text();
            assert!(page.contains(&format!("<html lang=\"{}\"", language.tag())), "{page}");
            for shop in [&coffee, &tea] {
                assert!(!page.contains(&format!("/j/{}", shop.slug)) && !page.contains(&shop.id), "{page}");
            }
            assert!(!page.contains("Coffee") && !page.contains("Tea"), "no shop is told of another: {page}");
        }
    }
}

world_test! {
    async fn help_is_for_people_and_the_api_for_developers(world) {
        for language in Locale::ALL {
            let help = browser(world).get(&format!("/help?lang={}", language.tag())).await;
            assert_eq!((help.status, help.text().matches("<h2>").count()), (200, 9));
            assert!(help.text().contains(&language.text("guide-scanner-2")) && !help.text().contains("/docs"));
        }
        let shop = world.shop("Coffee").open().await;
        let owner = shop.signed_in(world).await;
        for page in ["/admin", "/admin/members", "/admin/card", "/admin/poster", "/admin/staff", "/admin/setup", "/admin/sessions"] {
            let text = owner.get(&format!("{page}?lang=en")).await.text();
            assert!(text.contains("href=\"/help?lang=en\"") && !text.contains("/docs"), "{page}");
        }
        assert!(owner.get("/admin/developers?lang=en").await.text().contains("href=\"/docs?lang=en\""));
        let till = shop.enrolled_till(world, "Till 1").await.browser.with("accept", "text/html");
        assert!(till.get("/scan?lang=en").await.text().contains("href=\"/help?lang=en#scanner\""));
        assert!(browser(world).get("/scan?lang=en").await.text().contains("href=\"/help?lang=en#scanner\""));
    }
}
