//! The machine's clock jumps, as clocks do when they are set right.

const HOUR_S: i64 = 3_600;
const DAY_S: i64 = 24 * HOUR_S;

world_test! {
    async fn a_clock_that_jumps_hides_no_change_from_a_phone(world) {
        let shop = world.shop("Coffee").stamps(50).hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        for (i, jump_s) in [0, -HOUR_S, 0, 3 * DAY_S, 0, -3 * DAY_S, 0, HOUR_S].into_iter().enumerate() {
            world.pass_s(jump_s);
            shop.stamp(&card).await;
            world.deliver().await;
            assert_eq!(phone.receive_pushes().await.unwrap(), 1, "jump {i} of {jump_s} s");
            assert_eq!(phone.pass(card.id()).unwrap().value("stamps"), format!("{} / 50", i + 1));
        }
        assert_eq!((world.pushes_to(&phone), shop.logged("message_sent").await.len()), (8, 8));
    }
}

world_test! {
    async fn what_is_owed_when_the_clock_goes_back_goes_out_when_it_has_caught_up(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let phone = world.iphone_with(&card).await;
        shop.stamp(&card).await;
        world.pass_s(-HOUR_S);
        shop.stamp(&card).await;
        for _ in 0..6 {
            world.deliver().await;
            world.pass_s(HOUR_S / 6);
        }
        world.deliver().await;
        phone.receive_pushes().await.unwrap();
        assert_eq!((world.pushes_to(&phone), phone.pass(card.id()).unwrap().value("stamps")), (1, "2 / 10".into()));
    }
}

world_test! {
    async fn a_clock_that_goes_back_gives_one_visit_at_most(world) {
        let shop = world.shop("Coffee").cooldown_s(600).open().await;
        let card = shop.issue_card().await;
        shop.stamp(&card).await;
        shop.scan(&card).await.refused(409, "too_soon");
        world.pass_s(-HOUR_S);
        let beyond_the_jump = usize::from(shop.scan(&card).await.status == 201);
        for _ in 0..5 {
            shop.scan(&card).await.refused(409, "too_soon");
            world.pass_s(60);
        }
        world.pass_s(HOUR_S - 5 * 60);
        shop.scan(&card).await.refused(409, "too_soon");
        assert_eq!(shop.look_at(&card).await["stamps"], 1 + beyond_the_jump);
        world.pass_s(600);
        shop.stamp(&card).await;
    }
}

world_test! {
    async fn a_key_names_its_answer_over_every_jump(world) {
        let shop = world.shop("Coffee").hasty().open().await;
        let card = shop.issue_card().await;
        let scan = async || shop.staff.once("visit-1").post("/v1/scans", serde_json::json!({ "code": card.code() })).await.created();
        let first = scan().await;
        for jump_s in [-HOUR_S, 3 * DAY_S, -4 * DAY_S] {
            world.pass_s(jump_s);
            assert_eq!(scan().await, first);
        }
        assert_eq!(shop.look_at(&card).await["stamps"], 1);
    }
}
